// The table of members: itables' widget, whose DataTables draws it. Where only rows change they are changed in place, so that the
// order, the search and the page stay; itables alone would make a new table, and go over every row to unselect it.

interface Args extends Record<string, unknown> {
  data_json: string;
  table_html: string;
}

interface Traits {
  _dt_args: Args;
  selected_rows: number[];
  /** itables' own module, as text. */
  _library: string;
}

interface Model {
  get<K extends keyof Traits>(name: K): Traits[K];
  set<K extends keyof Traits>(name: K, value: Traits[K]): void;
  save_changes(): void;
  on(event: string, callback: () => void): void;
  off(event: string, callback: () => void): void;
}

/** What is used of DataTables' API: https://datatables.net/reference/api/ */
interface Tables {
  clear(): Tables;
  rows: { add(rows: unknown[][]): Tables };
  row(of: Element): { index(): number | undefined };
  draw(paging?: boolean): Tables;
  search(): string;
  search(words: string): Tables;
  order(): [number, string][];
  order(by: [number, string][]): Tables;
  page: { len(): number; len(rows: number): Tables };
}

interface Library {
  default: { render(of: { model: object; el: HTMLElement }): void };
}

type Query = (of: Element) => { DataTable(): Tables };

const libraries = new Map<string, Promise<{ itables: Library["default"]; query: Query }>>();

/** Give itables and the jQuery that came with it; they are loaded once. */
function library(text: string): Promise<{ itables: Library["default"]; query: Query }> {
  const loaded = libraries.get(text) ?? load(text);
  libraries.set(text, loaded);
  return loaded;
}

async function load(text: string): Promise<{ itables: Library["default"]; query: Query }> {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    const { default: itables } = (await import(url)) as Library;
    return { itables, query: (window as unknown as { $: Query }).$ };
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** All but the rows: what differs in it makes another table. */
const design = ({ data_json: _, ...rest }: Args): string => JSON.stringify(rest);

async function render({ model, el }: { model: Model; el: HTMLElement }): Promise<() => void> {
  const { itables, query } = await library(model.get("_library"));
  let remake = (): void => undefined;
  // itables is shown the table without its rows, and hears of another one only where it is another.
  const shown = {
    get: (name: keyof Traits): unknown =>
      name === "_dt_args" ? { ...model.get(name), data_json: "[]" } : name === "selected_rows" ? [] : model.get(name),
    set: () => undefined,
    save_changes: () => undefined,
    on: (event: string, callback: () => void): void => {
      if (event === "change:_dt_args") remake = callback;
      else if (event !== "change:selected_rows") model.on(event, callback);
    },
  };
  itables.render({ model: shown, el });
  const table = el.querySelector("table") as HTMLTableElement;
  const tables = (): Tables => query(table).DataTable();
  let drawn = design(model.get("_dt_args"));

  const fill = (keepPage: boolean): void =>
    void tables().clear().rows.add(JSON.parse(model.get("_dt_args").data_json) as unknown[][]).draw(!keepPage);
  const change = (): void => {
    const wanted = design(model.get("_dt_args"));
    const same = wanted === drawn;
    if (!same) {
      const before = tables();
      const [words, length, order, titles] = [before.search(), before.page.len(), before.order(), titlesOf(table)];
      remake();
      drawn = wanted;
      const now = titlesOf(table);
      const kept = order.map(([at, way]): [number, string] => [now.indexOf(titles[at] ?? ""), way]).filter(([at]) => at >= 0);
      tables().search(words).page.len(length);
      if (model.get("_dt_args").ordering !== false) tables().order(kept);
    }
    fill(same);
  };
  const pick = (event: Event): void => {
    const row = (event.target as Element).closest("tbody > tr");
    const at = row && table.contains(row) ? tables().row(row).index() : undefined;
    if (at === undefined) return;
    model.set("selected_rows", [at]);
    model.save_changes();
  };
  fill(false);
  model.on("change:_dt_args", change);
  el.addEventListener("click", pick);
  return () => {
    model.off("change:_dt_args", change);
    el.removeEventListener("click", pick);
  };
}

const titlesOf = (table: HTMLTableElement): string[] => [...table.querySelectorAll("thead th")].map((cell) => cell.textContent ?? "");

export default { render };
