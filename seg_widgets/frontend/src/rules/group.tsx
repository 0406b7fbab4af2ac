// One group with its members: all of, any of, none of, at least n of; or a group about related entities.
import { useContext, useMemo, type JSX } from "react";
import type { RuleGroupProps } from "react-querybuilder";
import { isRelated, type GroupKind, type GroupNode } from "../definition";
import { DrawnContext, useEditor } from "../state/context";
import { t } from "../strings";
import { setKind } from "../tree/edit";
import { innerTable } from "../tree/places";
import { asksForExistence, isGroupItem, shapeOf, type GroupItem } from "../tree/tree";
import { conditionText, pluralOf, quantifierText, singularOf } from "../words/english";
import { fromItem } from "../tree/tree";
import { Actions } from "./actions";
import { AddButtons, EmptySegment } from "./add";
import { Counts, Funnel, isUnfinished, Problems, UnknownNote } from "./counts";
import { Handle } from "./handle";
import { GroupKindSelect } from "./kind";
import { RelatedHead } from "./related";
import type { Dragging } from "./rule";

const NONE: never[] = [];

export function Group(props: RuleGroupProps & Dragging): JSX.Element | null {
  useContext(DrawnContext);
  const { store, state, located } = useEditor();
  const id = props.id ?? "";
  const at = located.get(id);
  const steps = props.path.join(".");
  const size = at && isGroupItem(at.item) ? at.item.rules.length : 0;
  const paths = useMemo(() => Array.from({ length: size }, (_, i) => [...props.path, i]), [steps, size]);
  const { rule: RuleControl, ruleGroup: GroupControl } = props.schema.controls;
  // They draw themselves: here it is said only which there are.
  const shape = at ? shapeOf(at.item) : "";
  const members = useMemo(() => at && isGroupItem(at.item) && at.item.rules.map((rule, i) => {
    const shared = {
      id: rule.id, path: paths[i] ?? [...props.path, i], schema: props.schema, actions: props.actions, translations: props.translations,
      shiftUpDisabled: false, shiftDownDisabled: false, parentDisabled: false, parentMuted: false, context: props.context,
    };
    return isGroupItem(rule)
      ? <GroupControl key={rule.id} {...shared} ruleGroup={rule as never} rules={rule.rules as never} combinator={rule.combinator} not={false} />
      : <RuleControl key={rule.id} {...shared} rule={rule as never} field="" operator="" value="" />;
  }), [shape, paths, props.ruleGroup, props.schema, props.actions, props.translations, props.context]);
  if (!at || !isGroupItem(at.item)) return null;

  const item: GroupItem = at.item;
  const { node } = item;
  const { catalogue } = state;
  const related = isRelated(node);
  const root = at.path.length === 0;
  const table = innerTable(item, at.table);
  const kind = item.combinator as GroupKind;
  const problems = (state.problems.get(id) ?? NONE).filter((p) => !(item.rules.length === 0 && p.code === "empty-group"));
  const counts = state.counts.get(id);

  if (root && !item.rules.length) return <div ref={props.dropRef}><EmptySegment table={table} /><Problems problems={problems} /></div>;

  const text = related ? quantifierText(node, catalogue) : t(kind);
  const name = related ? t("relatedName", { plural: pluralOf(catalogue, node.table), text }) : t("groupName", { kind: t(kind) });
  const classes = ["sw-group", `sw-${related ? "related" : kind}`, root && "sw-root", node.muted && "sw-muted",
    props.isOver && "sw-over", props.isDragging && "sw-dragging", problems.some((p) => !isUnfinished(p)) && "sw-wrong"];
  return (
    <div ref={props.previewRef} className={classes.filter(Boolean).join(" ")} role="group" aria-label={name} data-place={at.place} data-item={id} data-testid="group">
      <div ref={props.dropRef} className="sw-line sw-grouphead">
        {!root && <Handle dragRef={props.dragRef} text={text} />}
        <span className="sw-sentence">
          {related ? <RelatedHead at={at} /> : (
            <>
              <GroupKindSelect kind={kind} n={(node as GroupNode).n} onChange={(k, n, typing) =>
                store.edit((sketch) => ({ ...sketch, tree: setKind(sketch.tree, id, k, n) }), typing ? { key: `${id}-n`, typing } : undefined)} />
              <span className="sw-tail">{t(`${kind}Tail`)}</span>
            </>
          )}
          {node.muted && <span className="sw-mutedword">· {t("muted")}</span>}
        </span>
        {!root && <span className="sw-aside"><Funnel counts={node.muted ? undefined : counts} /><Actions at={at} text={conditionText(fromItem(item), at.table, catalogue) || text} /></span>}
        {!root && <Counts counts={counts} muted={node.muted} />}
      </div>
      {members}
      {item.rules.length === 0 && !asksForExistence(item) && (
        <p className="sw-hint">{related ? t("emptyRelated", { singular: singularOf(catalogue, node.table) }) : t("emptyGroup")}</p>
      )}
      {related && !node.muted && <UnknownNote counts={counts} why={t("unknownHint")} />}
      <Problems problems={problems} />
      <AddButtons path={at.path} table={table} root={root} kind={kind} />
    </div>
  );
}
