// Tells Python how the host looks, so that the charts fit it: light or dark, and how wide the panel beside the rules is.
import type { Outgoing } from "./protocol";

/** Whether the text is light, which is what dark means to whoever reads it; every host sets a colour, not every one a name. */
function isDark(el: HTMLElement): boolean {
  const colour = getComputedStyle(el).color; // "rgb(230, 234, 240)", or of a mixed colour "color(srgb 0.9 0.9 0.9)"
  const [r = 0, g = 0, b = 0] = (colour.match(/\d*\.?\d+/g) ?? []).map(Number);
  return 0.299 * r + 0.587 * g + 0.114 * b > (colour.startsWith("rgb") ? 140 : 0.55);
}

export function tellHost(el: HTMLElement, send: (message: Outgoing) => void): () => void {
  let told = "";
  let later: ReturnType<typeof setTimeout>[] = [];
  const side = (): HTMLElement | null => el.closest(".sw-workbench")?.querySelector<HTMLElement>(":scope > .sw-side") ?? null;
  const tell = (): void => {
    const text = el.querySelector<HTMLElement>(".sw-rules") ?? el;
    const width = side()?.clientWidth ?? 0;
    // Inside the panel there is its padding; nothing is told while the widget is hidden.
    const message = { type: "host" as const, dark: isDark(text), side: Math.round(width - 32) };
    if (width < 100 || JSON.stringify(message) === told) return;
    told = JSON.stringify(message);
    send(message);
  };
  // A host names its new theme before the theme's style sheet has come: look again.
  const soon = (): void => {
    later.forEach(clearTimeout);
    later = [60, 300, 900, 2000].map((wait) => setTimeout(tell, wait));
  };
  const themed = new MutationObserver(soon);
  themed.observe(document.body, { attributes: true, attributeFilter: ["class", "data-jp-theme-name", "data-jp-theme-light"] });
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", soon);
  let wide = -1;
  const sized = new ResizeObserver(([seen]) => {
    // It grows and shrinks with what is in it: only its width is told, and to look at it takes a layout.
    const width = seen?.contentRect.width ?? -1;
    if (width !== wide) soon();
    wide = width;
  });
  // The panel is not there yet when the editor is drawn: it is its sibling.
  const waiting = setTimeout(() => {
    const found = side();
    if (found) sized.observe(found);
    tell();
  }, 300);
  return () => {
    later.forEach(clearTimeout);
    clearTimeout(waiting);
    themed.disconnect();
    scheme.removeEventListener("change", soon);
    sized.disconnect();
  };
}
