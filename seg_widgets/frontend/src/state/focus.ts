// The focus stays where it was when a rule is moved, and goes to a neighbour when a rule is taken away: it must not fall out of
// the editor, where Ctrl+Z is the notebook's.
import { useEffect, useRef, type RefObject } from "react";

const STOPS = "button:not(:disabled), input:not(:disabled), select, textarea, [tabindex='0']";
/** Times to look: react-querybuilder draws a moved rule a little later. No frame is asked for: most edits move no focus. */
const TIMES = 5;
const BETWEEN = 16;

interface Wanted {
  id: string;
  /** Which of the item's controls it was; -1: its handle. */
  spot: number;
}

const stopsOf = (item: HTMLElement): HTMLElement[] => [...item.querySelectorAll<HTMLElement>(STOPS)].filter((e) => !e.closest("[data-sw-popover]"));

/** Keep the focus in the rules when they change; gives what says where it is to be after the next change. */
export function useFocusKept(parts: RefObject<HTMLElement | null>, tree: unknown): (id: string, atHandle: boolean) => void {
  const wanted = useRef<Wanted | null>(null);
  /** What had the focus last, and where that was. */
  const last = useRef<{ element: Element; at: Wanted | null } | null>(null);

  useEffect(() => {
    const root = parts.current;
    const onFocus = (event: FocusEvent): void => {
      const element = event.target as HTMLElement;
      const item = element.closest<HTMLElement>("[data-item]");
      const holder = element.closest("[data-sw-popover]")?.previousElementSibling ?? element;
      last.current = { element, at: item && { id: item.dataset.item ?? "", spot: stopsOf(item).indexOf(holder as HTMLElement) } };
    };
    root?.addEventListener("focusin", onFocus);
    return () => root?.removeEventListener("focusin", onFocus);
  }, []);

  useEffect(() => {
    let there = true;
    const want = wanted.current;
    wanted.current = null;
    const rules = parts.current?.querySelector<HTMLElement>(".sw-rules");
    const look = (left: number): void => {
      if (!there || !rules) return;
      const now = document.activeElement;
      const lost = !now || now === document.body || now === rules || (want?.spot === -1 && left === TIMES);
      const item = want && rules.querySelector<HTMLElement>(`[data-item="${want.id}"]`);
      if (lost && item) spotIn(item, want.spot)?.focus();
      else if (lost && want && !left) (rules.querySelector<HTMLElement>(".sw-root > .sw-add button, .sw-emptystate .sw-primary") ?? rules).focus();
      else if (lost && last.current && !last.current.element.isConnected) {
        const { at } = last.current; // what it was on was drawn anew in its rule, or its rule is gone
        const home = at && rules.querySelector<HTMLElement>(`[data-item="${at.id}"]`);
        ((home && spotIn(home, at.spot)) ?? rules).focus({ preventScroll: true });
      }
      if (left) setTimeout(() => look(left - 1), BETWEEN);
    };
    look(TIMES);
    return () => void (there = false);
  }, [tree]);

  return (id, atHandle) => {
    const item = parts.current?.querySelector<HTMLElement>(`[data-item="${id}"]`);
    const popover = document.activeElement?.closest("[data-sw-popover]");
    const active = (popover?.previousElementSibling ?? document.activeElement) as HTMLElement | null;
    wanted.current = { id, spot: atHandle || !item ? -1 : stopsOf(item).indexOf(active as HTMLElement) };
  };
}

function spotIn(item: HTMLElement, spot: number): HTMLElement | undefined {
  const stops = stopsOf(item);
  return (spot < 0 ? item.querySelector<HTMLElement>(":scope > .sw-line > .sw-handle") : undefined) ?? stops[Math.max(0, Math.min(spot, stops.length - 1))];
}
