// A small group edited in a popover, shown as a chip in words: which rows count, which related entities are looked at.
import { useRef, useState, type JSX } from "react";
import { GROUP_KINDS, isCriterion, isGroup, withParts, type CriterionNode, type GroupNode, type Metric, type Node } from "../definition";
import { useCatalogue } from "../state/context";
import { t } from "../strings";
import { IconButton, Select } from "../ui/controls";
import { Icon } from "../ui/icons";
import { Popover } from "../ui/popover";
import { conditionText } from "../words/english";
import { replaced, withMetric, withOperator } from "../words/fit";
import { familyOf, operatorsOf } from "../words/types";
import { MoreMenu } from "../rules/more";
import { Sentence } from "../rules/sentence";
import { ConditionSentence } from "../rules/conditions";
import { Around, useAround } from "./around";
import { MetricMenu } from "./calc";
import { WholeInput } from "./number";
import { ValueInput } from "./value";

type GroupChange = (group: GroupNode | undefined, options?: { key?: string; typing?: boolean }) => void;

interface Props {
  /** `has`, `asked`: what is asked of every row, or of related entities, which cannot be taken out. */
  kind: "filter" | "scope" | "has" | "asked";
  table: string;
  group: GroupNode | null | undefined;
  title: string;
  /** The table outside: the entity whose rows, or related entities, these are. */
  outside: string;
  onChange: GroupChange;
}

export function FilterInput({ kind, table, group, title, outside, onChange }: Props): JSX.Element {
  const catalogue = useCatalogue();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const around = useAround(outside);
  const needed = kind === "has" || kind === "asked";
  const text = group ? conditionText(group, table, catalogue) : "";
  const name = kind === "filter" ? t("filterName") : title;
  const whole = (next: GroupNode | undefined): GroupNode | undefined => next ?? (needed ? { kind: "all", members: [] } : undefined);
  return (
    <>
      {group && <span className="sw-word">{kind === "filter" ? t("filterWhere") : kind === "scope" ? t("with") : ""}</span>}
      <button ref={button} type="button" className={group ? "sw-token sw-value sw-chip" : "sw-token sw-addchip"} aria-haspopup="dialog" aria-expanded={open}
        aria-label={group ? `${name}: ${text}` : `${name}: ${t("addCondition")}`} title={group ? text : title}
        onClick={() => {
          if (!group) onChange({ kind: "all", members: [blank(table, catalogue)] });
          setOpen(!open);
        }}>
        {group ? <span className="sw-ellipsis">{text || t("choose")}</span> : <Icon name="filter" />}
      </button>
      {open && (
        <Popover anchor={button} label={title} className="sw-filter" onClose={() => setOpen(false)}>
          <h3>{title}</h3>
          <Around.Provider value={{ tables: [table, ...around.tables], rows: kind === "filter" || kind === "has" }}>
            {group && <SmallGroup group={group} table={table} depth={0} onChange={(next, options) => {
              onChange(whole(next), options);
              if (!whole(next)) setOpen(false);
            }} />}
          </Around.Provider>
          <div className="sw-options-foot">
            {!needed && <button type="button" className="sw-button sw-quiet" onClick={() => {
              onChange(undefined);
              setOpen(false);
            }}>{kind === "filter" ? t("removeFilter") : t("removeScope", { plural: catalogue.tables[table]?.plural ?? table })}</button>}
            <span className="sw-grow" />
            <button type="button" className="sw-button" onClick={() => setOpen(false)}>{t("done")}</button>
          </div>
        </Popover>
      )}
    </>
  );
}

const NONE: never[] = [];
type Cat = ReturnType<typeof useCatalogue>;
const offered = (table: string, catalogue: Cat) => (catalogue.tables[table]?.columns ?? []).filter((c) => !c.hidden);

/** A condition to begin with: the first column that has a list of values, else the first there is. */
function blank(table: string, catalogue: Cat): CriterionNode {
  const columns = offered(table, catalogue);
  const column = columns.find((c) => c.family === "text" && c.values?.length) ?? columns[0];
  return of(column?.name ?? "", table, catalogue);
}

function of(column: string, table: string, catalogue: Cat): CriterionNode {
  const metric: Metric = { kind: "attribute", column };
  const family = familyOf(metric, table, catalogue);
  const first = (family && catalogue.operators[family]?.[0]) || undefined;
  const op = family === "text" ? "one_of" : family === "number" ? ">=" : (first?.op ?? "is");
  return { kind: "criterion", metric, op: catalogue.operators[family ?? "text"]?.some((o) => o.op === op) ? op : (first?.op ?? op) };
}

function SmallGroup({ group, table, onChange, depth }: { group: GroupNode; table: string; onChange: GroupChange; depth: number }): JSX.Element {
  const catalogue = useCatalogue();
  const members = group.members ?? [];
  const { rows } = useAround(table);
  const put = (i: number) => (next: Node | undefined, options?: { key?: string; typing?: boolean }): void => {
    const kept = next ? members.map((m, j) => (j === i ? next : m)) : members.filter((_, j) => j !== i);
    // Empty never means everyone: with its last condition a filter goes.
    onChange(kept.length ? { ...group, members: kept } : undefined, options && { ...options, key: `${options.key}-${depth}-${i}` });
  };
  return (
    <div className={`sw-small sw-${group.kind}`} role="group" aria-label={t("groupName", { kind: t(group.kind) })}>
      <div className="sw-small-head">
        <Select label={t("groupKind")} className="sw-kind" value={group.kind} options={GROUP_KINDS.map((k) => ({ value: k, label: t(k) }))}
          onChange={(k) => onChange(withParts(group, { kind: k, n: k === "at_least" ? 1 : undefined }))} />
        {group.kind === "at_least" && <WholeInput label={t("howMany")} value={group.n} onChange={(n) => onChange({ ...group, n }, { key: "n", typing: true })} />}
        <span className="sw-tail">{t(`${group.kind}Tail`)}</span>
      </div>
      {members.map((member, i) => (
        <div className="sw-small-row" key={i}>
          {isCriterion(member) ? (rows && member.metric.kind === "attribute" ? <SmallRule node={member} table={table} onChange={put(i)} />
            : <span className="sw-sentence"><Sentence node={member} table={table} problems={NONE} onChange={put(i)} /></span>)
            : isGroup(member) ? <SmallGroup group={member} table={table} onChange={put(i)} depth={depth + 1} />
            : <span className="sw-sentence"><ConditionSentence node={member} table={table} onChange={put(i)} /></span>}
          <IconButton icon="close" label={t("remove")} onClick={() => put(i)(undefined)} />
        </div>
      ))}
      <div className="sw-add">
        <button type="button" className="sw-button sw-quiet" onClick={() => onChange({ ...group, members: [...members, blank(table, catalogue)] })}>
          <Icon name="plus" />{t("addCondition")}
        </button>
        <button type="button" className="sw-button sw-quiet"
          onClick={() => onChange({ ...group, members: [...members, { kind: group.kind === "any" ? "all" : "any", members: [blank(table, catalogue)] }] })}>
          <Icon name="plus" />{t("addGroup")}
        </button>
        {!rows && <MoreMenu table={table} look="sw-button sw-quiet" related onAdd={(node) => onChange({ ...group, members: [...members, node] })} />}
      </div>
    </div>
  );
}

function SmallRule({ node, table, onChange }: { node: CriterionNode; table: string; onChange: (node: CriterionNode, options?: { key?: string; typing?: boolean }) => void }): JSX.Element {
  const catalogue = useCatalogue();
  const operators = operatorsOf(node.metric, table, catalogue);
  return (
    <span className="sw-sentence">
      <Select label={t("column")} className="sw-metric" value={node.metric.column ?? ""}
        options={offered(table, catalogue).map((c) => ({ value: c.name, label: c.label || c.name }))}
        onChange={(column) => onChange(replaced(node, of(column, table, catalogue), table, catalogue))} />
      <MetricMenu metric={node.metric} table={table} onChange={(metric, options) => onChange(withMetric(node, metric, table, catalogue), options)} />
      <Select label={t("operator")} className="sw-bare" value={node.op} options={operators.map((o) => ({ value: o.op, label: o.words }))}
        onChange={(op) => onChange(withOperator(node, op, table, catalogue))} />
      <ValueInput node={node} table={table} onChange={onChange} />
    </span>
  );
}
