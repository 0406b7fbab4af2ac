// Keeps the current tab of each row in view, whoever chose it: a click, the list of all panels, or Python. Says of a row that
// does not hold all of its tabs that there are more.

const CURRENT = ".lm-mod-current";
const EDGE = 44; // pixels: the list of all panels lies over the end of the row

function show(bar: HTMLElement): void {
  const tab = bar.querySelector<HTMLElement>(CURRENT);
  if (!tab || !bar.clientWidth) return;
  bar.closest(".sw-side, .sw-bottom")?.classList.toggle("sw-more-tabs", bar.scrollWidth > bar.clientWidth + 1);
  const [row, at] = [bar.getBoundingClientRect(), tab.getBoundingClientRect()];
  // Only along the row: the notebook around it must not move.
  if (at.right > row.right - EDGE) bar.scrollLeft += at.right - row.right + EDGE;
  if (at.left < row.left + 8) bar.scrollLeft -= row.left + 8 - at.left;
}

export function keepTabsInView(el: HTMLElement): () => void {
  const changed = new MutationObserver((records) => {
    for (const { target } of records) {
      const bar = (target as HTMLElement).closest<HTMLElement>(".lm-TabBar");
      if (bar) show(bar);
    }
  });
  const sized = new ResizeObserver((entries) => entries.forEach(({ target }) => show(target as HTMLElement)));
  // The rows are the editor's siblings, and are not there yet when it is drawn.
  const waiting = setTimeout(() => {
    for (const bar of el.closest(".sw-workbench")?.querySelectorAll<HTMLElement>(".lm-TabBar") ?? []) {
      changed.observe(bar, { subtree: true, attributes: true, attributeFilter: ["class"] });
      sized.observe(bar);
    }
  }, 300);
  return () => {
    clearTimeout(waiting);
    changed.disconnect();
    sized.disconnect();
  };
}
