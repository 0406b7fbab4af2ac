// The whole editor: head, answer, rules. Three siblings, so that a workbench around it can place them in its own layout.
import { useEffect, useMemo, useRef, useState, type JSX } from "react";
import { Head } from "./head";
import { matches } from "./keys";
import { Kpi } from "./kpi";
import { Parameters } from "./params";
import { ACTS, perform } from "./rules/acts";
import { Rules } from "./rules/rules";
import { EditorContext, useStore, type Editor as Shared } from "./state/context";
import { useFocusKept } from "./state/focus";
import type { Store } from "./state/store";
import { Strip } from "./strip";
import { t, useStrings } from "./strings";
import { locate } from "./tree/places";
import { pluralOf } from "./words/english";
import { count } from "./words/numbers";

/** Where one writes: keys have their meaning there. */
const WRITING = "input:not([type=checkbox]), textarea, [contenteditable]";

export function Editor({ store }: { store: Store }): JSX.Element {
  const state = useStore(store);
  useStrings(state.catalogue.strings);
  const { head, tree } = state.sketch;
  const located = useMemo(() => locate(tree, head.entity ?? ""), [tree, head.entity]);
  const fresh = useRef<string | null>(null);
  const parts = useRef<HTMLDivElement>(null);
  const [told, setTold] = useState("");
  const [counted, setCounted] = useState("");
  const refocus = useFocusKept(parts, tree);
  // One object for good, so that a rule which has not changed need not be drawn again; what is in it is always of now.
  const shared = useMemo<Shared>(() => ({
    store, state, located, fresh, refocus,
    // Said again although it is the same: another sign at its end makes it news.
    announce: (text) => setTold((before) => (before === text ? `${text}\u00a0` : text)),
  }), [store]);
  shared.state = state;
  shared.located = located;

  const { answer, stale, status } = state;
  useEffect(() => {
    if (status !== "ok" || !answer || stale) return;
    setCounted(`${count(answer.in)} ${t("of", { n: count(answer.universe), plural: pluralOf(state.catalogue, answer.entity) })}`);
  }, [answer, stale, status]);

  const onKeyDown = (event: KeyboardEvent): void => {
    // The notebook has commands on plain keys. Modifiers alone go on: drag and drop asks the page for them.
    if (!["Alt", "Control", "Meta", "Shift"].includes(event.key)) event.stopPropagation();
    const target = event.target as HTMLElement;
    if (onWhole(event, target) || onItem(event, target)) event.preventDefault();
  };
  /** What is meant for the editor as a whole. */
  const onWhole = (event: KeyboardEvent, target: HTMLElement): boolean => {
    if (matches(event, "?") && !target.closest(`${WRITING}, select`)) {
      parts.current?.querySelector<HTMLElement>("[data-sw-help]")?.click();
      return true;
    }
    if (target.closest("[data-sw-text]")) return false; // a search has a history of its own
    const back = matches(event, "Mod+Z");
    if (!back && !matches(event, "Mod+Shift+Z") && !matches(event, "Mod+Y")) return false;
    if (back ? state.canUndo : state.canRedo) shared.announce(t(back ? "undoneTold" : "redoneTold"));
    if (back) store.undo();
    else store.redo();
    return true;
  };
  /** What is meant for the rule or the group in which the focus is. */
  const onItem = (event: KeyboardEvent, target: HTMLElement): boolean => {
    if (target.closest("[data-sw-popover]")) return false;
    const item = target.closest<HTMLElement>("[data-item]");
    const at = located.get(item?.dataset.item ?? "");
    if (!item || !at) return false;
    if (matches(event, "Mod+Enter")) {
      const group = item.matches(".sw-group") ? item : item.parentElement?.closest<HTMLElement>(".sw-group");
      group?.querySelector<HTMLElement>(":scope > .sw-add > button")?.click();
      return true;
    }
    if (matches(event, "Shift+F10") || event.key === "ContextMenu") {
      item.querySelector<HTMLElement>(":scope > .sw-line .sw-moreactions")?.click();
      return true;
    }
    const found = ACTS.find((a) => a.keys && matches(event, a.keys) && !(a.notInText && target.closest(WRITING)));
    if (!found || at.path.length === 0) return false;
    perform(shared, at, found.does);
    return true;
  };

  return (
    <EditorContext.Provider value={shared}>
      <div ref={parts} className="sw-parts" onBlur={store.flush as never} data-lm-suppress-shortcuts="true" onKeyDown={onKeyDown as never} role="group" aria-label={t("editor")} aria-busy={status === "busy"}>
        <Head />
        {status === "lost" && <p className="sw-lost" role="alert">{t("lost")}</p>}
        <Strip />
        <Parameters />
        <Kpi />
        <Rules />
        <div className="sw-told" role="status" aria-live="polite" data-testid="told">{told}</div>
        <div className="sw-told" role="status" aria-live="polite">{counted}</div>
      </div>
    </EditorContext.Provider>
  );
}
