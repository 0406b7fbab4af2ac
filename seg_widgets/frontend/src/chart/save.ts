// Saving a chart: a picture, drawn here in the colours of the theme; or its Altair code, which Python writes.
import { CHART as WORDS } from "../strings/outside";
import { coloured, type Model } from "./model";
import { vega } from "./vega";

const ANSWERED_WITHIN = 15_000;
const SCALE = 2;

export function saver(model: Model, el: HTMLElement): { bar: HTMLElement; close: () => void } {
  const bar = make("div", "sw-chart-bar");
  const told = make("span", "sw-chart-told");
  told.setAttribute("role", "status");
  const button = make("button", "sw-chart-save");
  Object.assign(button, { type: "button", title: WORDS.open });
  button.setAttribute("aria-label", WORDS.open);
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  const menu = make("div", "sw-chart-menu");
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", WORDS.open);
  menu.popover = "auto";
  bar.append(told, button, menu);

  let later: ReturnType<typeof setTimeout> | undefined;
  const tell = (words: string): void => {
    told.textContent = words;
    clearTimeout(later);
    later = setTimeout(() => (told.textContent = ""), 4000);
  };
  const add = (label: string, done: string, act: () => Promise<void>): void => {
    const item = make("button", "");
    Object.assign(item, { type: "button", textContent: label, tabIndex: -1 });
    item.setAttribute("role", "menuitem");
    item.addEventListener("click", () => {
      menu.hidePopover();
      button.focus();
      act().then(
        () => tell(done),
        (error: unknown) => tell(WORDS.failed.replace("{why}", error instanceof Error ? error.message : String(error))),
      );
    });
    menu.append(item);
  };
  add(WORDS.png, WORDS.saved, async () => download(`${model.get("file_name")}.png`, await picture(model, el, "png")));
  add(WORDS.svg, WORDS.saved, async () => download(`${model.get("file_name")}.svg`, await picture(model, el, "svg")));
  add(WORDS.code, WORDS.copied, async () => copy(await written(model)));

  const items = (): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
  button.addEventListener("click", () => {
    if (menu.matches(":popover-open")) return menu.hidePopover();
    menu.showPopover();
    const at = button.getBoundingClientRect();
    menu.style.left = `${Math.max(4, at.right - menu.offsetWidth)}px`;
    const below = at.bottom + 2 + menu.offsetHeight < innerHeight;
    menu.style.top = `${below ? at.bottom + 2 : at.top - 2 - menu.offsetHeight}px`;
    items()[0]?.focus();
  });
  // With a pointer the menu would close on the press and open again on the click.
  button.addEventListener("pointerdown", (event) => menu.matches(":popover-open") && event.preventDefault());
  button.setAttribute("aria-controls", (menu.id = `sw-chart-menu-${Math.random().toString(36).slice(2)}`));
  menu.addEventListener("toggle", () => button.setAttribute("aria-expanded", String(menu.matches(":popover-open"))));
  menu.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") {
      menu.hidePopover();
      button.focus();
    }
    if (to !== undefined || event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
    }
    if (to !== undefined) all.at(to % all.length)?.focus();
  });
  return { bar, close: () => clearTimeout(later) };
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, name: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (name) made.className = name;
  return made;
}

/** Draw the chart once more, with plain colours: a file knows no style sheet. */
async function picture(model: Model, el: HTMLElement, type: "png" | "svg"): Promise<Blob> {
  const spec = model.get("spec");
  if (spec === null) throw new Error("there is no chart");
  const style = getComputedStyle(el);
  const colour = (meaning: string): string => style.getPropertyValue(`--sw-chart-${meaning}`).trim();
  const { usermeta, ...plain } = coloured(structuredClone({ ...spec, ...model.get("_apart") }), model.get("_palette"), colour);
  const made = await (await vega())(document.createElement("div"), { ...plain, background: colour("page"), padding: 14 }, { actions: false });
  try {
    if (type === "svg") return new Blob([await made.view.toSVG()], { type: "image/svg+xml" });
    const canvas = await made.view.toCanvas(SCALE);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob === null ? reject(new Error(WORDS.empty)) : resolve(blob)), "image/png"),
    );
  } finally {
    made.finalize();
  }
}

function download(name: string, blob: Blob): void {
  const link = make("a", "");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Have Python write the code. */
function written(model: Model): Promise<string> {
  return new Promise((resolve, reject) => {
    const ask = Math.random();
    const stop = (): void => {
      clearTimeout(late);
      model.off("msg:custom", heard as never);
    };
    const heard = (message: { type?: string; ask?: number; text?: string }): void => {
      if (message.type !== "code" || message.ask !== ask) return;
      stop();
      resolve(message.text ?? "");
    };
    const late = setTimeout(() => {
      stop();
      reject(new Error(WORDS.silent));
    }, ANSWERED_WITHIN);
    model.on("msg:custom", heard as never);
    model.send({ type: "code", ask });
  });
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No clipboard without https or permission: the old way.
    const area = make("textarea", "");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error(WORDS.refused);
  }
}
