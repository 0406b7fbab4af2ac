// Draws a chart. Colours are CSS variables, so a chart follows the theme by itself. Where only rows, size or description differ
// from what is drawn, they are changed in place; another chart is drawn beside, out of sight, and then put in: nothing flashes.
import { CHART as WORDS } from "../strings/outside";
import { coloured, type Model } from "./model";
import { Picking } from "./picking";
import { vega, type Compiled, type Embedded, type Row, type Spec } from "./vega";

const OPTIONS = { actions: false, renderer: "svg", tooltip: { theme: "sw" }, patch: hushed };

interface Drawn {
  /** The design as it came, and as a text. */
  of: Spec;
  design: string;
  apart: Partial<Spec>;
  embedded: Embedded;
}

export class Drawer {
  private drawn: Drawn | undefined;
  private busy = false;
  private again = false;
  private over = false;
  private readonly picking: Picking;

  constructor(
    private readonly model: Model,
    private readonly place: HTMLElement,
  ) {
    this.picking = new Picking(model);
  }

  /** Draw what the model holds; of several that come while one is drawn only the last is. */
  async draw(): Promise<void> {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    try {
      do {
        this.again = false;
        const held = this.model.get("spec");
        if (held === null) this.clear();
        else await this.show(held, this.themed(this.model.get("_apart")));
      } while (this.again && !this.over);
      this.place.dispatchEvent(new CustomEvent("sw-drawn", { bubbles: true }));
    } catch (error) {
      this.clear();
      const said = document.createElement("p");
      said.setAttribute("role", "alert");
      said.textContent = WORDS.undrawn.replace("{why}", error instanceof Error ? error.message : String(error));
      this.place.replaceChildren(said);
    } finally {
      this.busy = false;
    }
  }

  close(): void {
    this.over = true;
    this.picking.close();
    this.clear();
  }

  private clear(): void {
    this.drawn?.embedded.finalize();
    this.drawn = undefined;
    this.place.replaceChildren();
  }

  private themed<T>(of: T): T {
    return coloured(of, this.model.get("_palette"), (meaning) => `var(--sw-chart-${meaning})`);
  }

  private async show(of: Spec, apart: Partial<Spec>): Promise<void> {
    const { usermeta, ...rest } = of;
    // By what its colours mean: the design of the other theme is the same one.
    const design = this.drawn?.of === of ? this.drawn.design : JSON.stringify(this.themed(rest));
    if (this.drawn?.design === design && (await this.change(this.drawn, apart))) {
      Object.assign(this.drawn, { of, apart });
      return;
    }
    const embed = await vega();
    const beside = document.createElement("div");
    beside.className = "sw-chart-drawn";
    const embedded = await embed(beside, { ...this.themed(rest), ...structuredClone(apart) } as Spec, OPTIONS);
    if (this.over) return embedded.finalize();
    this.drawn?.embedded.finalize();
    this.place.replaceChildren(beside);
    this.drawn = { of, design, apart, embedded };
    this.picking.listen(embedded.view);
  }

  private async change(drawn: Drawn, apart: Partial<Spec>): Promise<boolean> {
    const { view, vgSpec } = drawn.embedded;
    const old = drawn.apart.datasets ?? {};
    const changed = Object.entries(apart.datasets ?? {}).filter(([name, rows]) => JSON.stringify(rows) !== JSON.stringify(old[name]));
    if (changed.some(([name, rows]) => !goesInAsItIs(name, rows, vgSpec))) return false;
    for (const [name, rows] of changed) view.data(name, structuredClone(rows));
    if (apart.width !== drawn.apart.width && typeof apart.width === "number") view.width(apart.width);
    if (apart.height !== drawn.apart.height && typeof apart.height === "number") view.height(apart.height);
    if (apart.description !== drawn.apart.description) view.description(apart.description ?? "");
    await view.runAsync();
    return true;
  }

}

interface Mark { name?: string; aria?: boolean; marks?: Mark[] }

/** The marks of a brush have no name, and say nothing to whoever listens. */
function hushed<T extends { marks?: Mark[] }>(spec: T): T {
  for (const mark of spec.marks ?? []) {
    if (/_brush(_bg)?$/.test(mark.name ?? "")) mark.aria = false;
    hushed(mark);
  }
  return spec;
}

/** Whether rows may be put into a drawn chart: Vega reads only the first ones as its format says (texts as dates). */
function goesInAsItIs(name: string, rows: readonly Row[], compiled: Compiled): boolean {
  const source = (compiled.data ?? []).find((data) => data.name === name);
  if (source === undefined) return false;
  const parsed = Object.keys(source.format?.parse ?? {});
  return rows.every((row) => parsed.every((field) => typeof row[field] !== "string"));
}
