// One rule: its handle, its sentence, its actions, its figures; below it what is unknown or wrong.
import { useContext, useEffect, useMemo, useRef, type JSX } from "react";
import type { RuleProps } from "react-querybuilder";
import { isCriterion, type Node } from "../definition";
import { Around } from "../parts/around";
import type { Change } from "../parts/value";
import type { Problem, RuleNote } from "../protocol";
import { DrawnContext, useEditor } from "../state/context";
import { t } from "../strings";
import { amend } from "../tree/edit";
import type { Located } from "../tree/places";
import { conditionText } from "../words/english";
import { Actions } from "./actions";
import { ConditionSentence } from "./conditions";
import { Counts, Funnel, HealthNote, HealthMark, isUnfinished, Problems, UnknownNote } from "./counts";
import { Handle } from "./handle";
import { Sentence } from "./sentence";
import { RuleSpread } from "./spread";

/** What the drag-and-drop wrapper adds to the props of a rule or a group. */
export interface Dragging {
  dragRef?: React.Ref<HTMLSpanElement>;
  dndRef?: React.Ref<HTMLDivElement>;
  dropRef?: React.Ref<HTMLDivElement>;
  previewRef?: React.Ref<HTMLDivElement>;
  isDragging?: boolean;
  isOver?: boolean;
}

const NONE: never[] = [];

export function Rule(props: RuleProps & Dragging): JSX.Element | null {
  const { state, located, fresh } = useEditor();
  useContext(DrawnContext);
  const row = useRef<HTMLDivElement>(null);
  const id = props.id ?? "";
  const at = located.get(id);

  useEffect(() => {
    if (fresh.current !== id) return;
    fresh.current = null;
    if (row.current?.contains(document.activeElement)) return; // what it opened by itself has the focus
    const spot = row.current?.querySelector<HTMLElement>("[data-sw-fresh], .sw-input") ?? row.current?.querySelector<HTMLElement>(".sw-metric");
    spot?.focus();
    row.current?.scrollIntoView({ block: "nearest" });
  }, [id]);

  const { catalogue } = state;
  const problems = state.problems.get(id) ?? NONE;
  const counts = state.counts.get(id);
  const note = state.notes.get(id);
  const node = at?.item.node;
  const text = at && node ? conditionText(node, at.table, catalogue) : "";
  // Forty rules are not drawn again because one of them is edited, nor their sentences because all have new figures.
  const same = [node, text, state.segments, at?.place, at?.table, catalogue, state.asOf.date];
  const said = useMemo(() => at && <Said at={at} problems={problems} note={note} dragRef={props.dragRef} />, [...same, problems, note, props.dragRef]);
  const actions = useMemo(() => at && <Actions at={at} text={text} />, same);
  if (!at || !node) return null; // taken away, and react-querybuilder has not heard of it yet
  const wrong = problems.some((p) => !isUnfinished(p));
  const classes = ["sw-rule", node.muted && "sw-muted", wrong && "sw-wrong", props.isOver && "sw-over", props.isDragging && "sw-dragging"];
  return (
    <div ref={props.dndRef} className={classes.filter(Boolean).join(" ")} role="group" aria-label={t("ruleName", { text })}
      data-place={at.place} data-item={id} data-testid="rule">
      <div ref={row} className="sw-line">
        {said}
        <span className="sw-aside"><Funnel counts={node.muted ? undefined : counts} />{actions}</span>
        <Counts counts={counts} muted={node.muted} />
      </div>
      {!node.muted && <UnknownNote counts={counts} why={why(node)} />}
      {!node.muted && <HealthNote note={note} />}
      <Problems problems={problems} />
    </div>
  );
}

/** The handle, the sentence, and how its metric is spread. */
function Said({ at, problems, note, dragRef }: { at: Located; problems: readonly Problem[]; note: RuleNote | undefined; dragRef: Dragging["dragRef"] }): JSX.Element {
  const { store, state } = useEditor();
  const { catalogue } = state;
  const { item: { id, node }, table } = at;
  const text = conditionText(node, table, catalogue);
  const onChange: Change = (next, options) =>
    store.edit((sketch) => ({ ...sketch, tree: amend(sketch.tree, id, node, next) }), options && { ...options, key: `${id}-${options.key}` });
  return (
    <>
      <Handle dragRef={dragRef} text={text} />
      <span className="sw-sentence"><Around.Provider value={{ tables: at.around, rows: false }}>
        {isCriterion(node) ? <Sentence node={node} table={table} problems={problems} onChange={onChange} />
          : <ConditionSentence node={node} table={table} onChange={onChange as never} />}
        {node.muted ? <span className="sw-mutedword">· {t("muted")}</span> : <HealthMark note={note} />}
      </Around.Provider></span>
      {isCriterion(node) && !node.muted && <RuleSpread at={at} node={node} />}
    </>
  );
}

/** Why a rule's answer may be unknown. */
const why = (node: Node): string => t(readsRows(node) ? "unknownNoWindow" : "unknownHint");

/** Whether a part reads the rows of a dated table, of which there may be none. */
const readsRows = (part: unknown): boolean =>
  typeof part === "object" && part !== null && ((part as Node).kind === "aggregate" || Object.values(part).some(readsRows));
