// The whole editor: head, answer, rules. Three siblings, so that a workbench around it can place them in its own layout.
import { useCallback, useEffect, useMemo, useRef, useState, type JSX } from "react";
import { Head } from "./head";
import { Kpi } from "./kpi";
import { Parameters } from "./params";
import { Rules } from "./rules/rules";
import { EditorContext, useStore, type Editor as Shared } from "./state/context";
import type { Store } from "./state/store";
import { t, useStrings } from "./strings";
import { locate } from "./tree/places";
import { pluralOf } from "./words/english";
import { count } from "./words/numbers";

export function Editor({ store }: { store: Store }): JSX.Element {
  const state = useStore(store);
  useStrings(state.catalogue.strings);
  const { head, tree } = state.sketch;
  const located = useMemo(() => locate(tree, head.entity ?? ""), [tree, head.entity]);
  const fresh = useRef<string | null>(null);
  const [told, setTold] = useState("");
  const announce = useCallback((text: string) => setTold(text), []);
  // One object for good, so that a rule which has not changed need not be drawn again; what is in it is always of now.
  const shared = useMemo<Shared>(() => ({ store, state, located, fresh, announce }), [store]);
  shared.state = state;
  shared.located = located;

  // What is removed takes the focus with it; it must not fall out of the editor, where Ctrl+Z is the notebook's.
  const focused = useRef<Element | null>(null);
  useEffect(() => {
    const lost = focused.current && !focused.current.isConnected && (!document.activeElement || document.activeElement === document.body);
    if (lost) parts.current?.querySelector<HTMLElement>(".sw-rules")?.focus({ preventScroll: true });
  }, [tree]);
  const parts = useRef<HTMLDivElement>(null);

  const { answer, stale, status } = state;
  useEffect(() => {
    if (status !== "ok" || !answer || stale) return;
    setTold(`${count(answer.in)} ${t("of", { n: count(answer.universe), plural: pluralOf(state.catalogue, answer.entity) })}`);
  }, [answer, stale, status]);

  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation(); // the notebook has commands on plain keys
    const target = event.target as HTMLElement;
    if (!(event.ctrlKey || event.metaKey) || event.altKey || target.closest("[data-sw-text]")) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) store.redo();
    else store.undo();
  };

  return (
    <EditorContext.Provider value={shared}>
      <div ref={parts} className="sw-parts" onFocus={(event) => (focused.current = event.target as unknown as Element)} data-lm-suppress-shortcuts="true" onKeyDown={onKeyDown as never} role="group" aria-label={t("editor")} aria-busy={status === "busy"}>
        <Head />
        {status === "lost" && <p className="sw-lost" role="alert">{t("lost")}</p>}
        <Parameters />
        <Kpi />
        <Rules />
        <div className="sw-told" role="status" aria-live="polite">{told}</div>
      </div>
    </EditorContext.Provider>
  );
}
