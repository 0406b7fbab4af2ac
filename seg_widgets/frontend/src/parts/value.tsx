// What a metric is compared with, by what the operator wants and what the metric is.
import type { JSX } from "react";
import { isCriterion, isMetricOperand, isParam, isSpan, withParts, type CriterionNode, type Operand, type Scalar } from "../definition";
import { useCatalogue } from "../state/context";
import { typed, type EditOptions } from "../state/store";
import { t } from "../strings";
import { DateInput, IconButton, Select, TextInput } from "../ui/controls";
import { metricText } from "../words/english";
import { wantsOf } from "../words/fit";
import { plain } from "../words/numbers";
import { familyOf, isShare, orderOf, sourceColumn, unitOf } from "../words/types";
import { CompareMenu } from "./compare";
import { MetricInput } from "./metric";
import { NumberInput, PercentInput } from "./number";
import { OptionsInput, type Entry } from "./options";
import { ParamToken } from "./param";
import { SpanInput } from "./window";

export type Change = (node: CriterionNode, options?: EditOptions) => void;

interface Props {
  node: CriterionNode;
  table: string;
  onChange: Change;
  /** -1: the words before the value say "down". */
  sign?: 1 | -1;
  invalid?: boolean;
}

/** The value, and the way to compare with something else. */
export function ValueInput(props: Props): JSX.Element {
  const catalogue = useCatalogue();
  const { node, table, onChange } = props;
  const may = !isMetricOperand(node.value) && wantsOf(node.op, node.metric, table, catalogue) === "value_or_metric";
  return (
    <>
      <Value {...props} />
      {may && <CompareMenu node={node} table={table} onChange={(value) => onChange({ ...node, value })} />}
    </>
  );
}

function Value({ node, table, onChange, sign, invalid }: Props): JSX.Element | null {
  const catalogue = useCatalogue();
  const { metric, op, value } = node;
  const family = familyOf(metric, table, catalogue);
  const wants = wantsOf(op, metric, table, catalogue);
  const column = sourceColumn(metric, table, catalogue);
  const set = (next: Operand, typing = false, part = ""): void =>
    onChange(withParts(node, { value: next === null ? undefined : next }), typing ? typed(`value${part}`, isSpan(next) ? next.n : next) : undefined);

  if (wants === "nothing" && (value === undefined || value === null)) return null;
  if (isMetricOperand(value))
    return (
      <span className="sw-othermetric" role="group" aria-label={metricText(value, table, catalogue)}>
        <MetricInput metric={value} table={table} onChange={(next, options) => onChange({ ...node, value: next }, options && { ...options, key: `value-${options.key}` })}
          onPick={({ criterion }) => isCriterion(criterion) && onChange({ ...node, value: criterion.metric })} />
        <IconButton icon="close" label={t("toValue")} onClick={() => set(undefined)} />
      </span>
    );
  if (isParam(value))
    return <ParamToken param={value} label={labelOf(op)} percent={isShare(metric)} sign={sign} onDetach={(own) => set(own as Operand)} />;
  if (wants === undefined || wants === "nothing")
    return value === undefined || value === null ? null : <span className="sw-readonly">{shown(value)}</span>;
  if (wants === "span" && (isSpan(value) || value === undefined || value === null)) {
    const span = isSpan(value) ? value : { kind: "span" as const };
    return <SpanInput label={t("spanLength")} span={span} invalid={invalid} onChange={(next, typing) => set({ ...span, ...next }, typing)} />;
  }
  if (wants === "range") {
    const [low = null, high = null] = Array.isArray(value) ? (value as (Entry | null)[]) : [];
    const side = (i: 0 | 1) => (next: Scalar | undefined, typing: boolean): void => {
      const pair = [i === 0 ? (next ?? null) : low, i === 1 ? (next ?? null) : high];
      set(pair.every((x) => x === null) ? undefined : pair, typing, String(i));
    };
    return (
      <span className="sw-range">
        <One {...{ node, table, invalid }} label={t("lower")} value={low} onChange={side(0)} bare />
        <span>{t("and")}</span>
        <One {...{ node, table, invalid }} label={t("upper")} value={high} onChange={side(1)} />
      </span>
    );
  }
  const chosen = (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]) as Entry[];
  const order = orderOf(metric, table, catalogue);
  if (wants === "values")
    return (
      <OptionsInput label={t("chooseValues")} many column={column} family={family === "list" ? "text" : family} chosen={chosen} invalid={invalid}
        onChange={(next) => set(next.length ? next : undefined)} />
    );
  if (family === "text" && order && wants === "value_or_metric" && ORDERED.includes(op) && !Array.isArray(value))
    return <InOrder order={order} label={t("chooseValue")} value={value as Scalar | undefined} invalid={invalid} onChange={(next) => set(next)} />;
  if (family === "text" && (op === "is" || op === "is_not") && !Array.isArray(value))
    return (
      <OptionsInput label={t("chooseValue")} many={false} column={column} family={family} chosen={chosen} invalid={invalid}
        onChange={([next]) => set(next)} />
    );
  if (Array.isArray(value) || (typeof value === "object" && value !== null)) return <span className="sw-readonly">{shown(value)}</span>;
  return <One {...{ node, table, sign, invalid }} label={labelOf(op)} value={value} onChange={set} />;
}

const ORDERED = ["<", "<=", ">", ">="];

/** A value that has no editor here, in plain words. */
const shown = (value: unknown): string =>
  Array.isArray(value) ? value.map(shown).join(", ") : typeof value === "object" && value !== null ? String((value as { kind?: string }).kind ?? "…").replaceAll("_", " ") : plain(value);

/** One of the values that have an order, lowest first. */
function InOrder({ order, label, value, onChange, invalid }: { order: readonly string[]; label: string; value: Scalar | null | undefined; onChange: (value: string) => void; invalid?: boolean }): JSX.Element {
  return (
    <Select label={label} className="sw-inorder" value={value === undefined || value === null ? "" : String(value)} invalid={invalid} onChange={onChange}
      options={order.map((v) => ({ value: v, label: v }))} />
  );
}

const labelOf = (op: string): string => (op === "matches" ? t("pattern") : t("number"));

interface OneProps {
  node: CriterionNode;
  table: string;
  label: string;
  value: Operand;
  onChange: (value: Scalar | undefined, typing: boolean) => void;
  sign?: 1 | -1;
  invalid?: boolean;
  /** Without its unit: it stands after the upper value. */
  bare?: boolean;
}

/** One value: a number with its unit and the range seen, a day, a text. */
function One({ node, table, label, value, onChange, sign, invalid, bare }: OneProps): JSX.Element {
  const catalogue = useCatalogue();
  const { metric } = node;
  const family = familyOf(metric, table, catalogue);
  const unit = unitOf(metric, table, catalogue);
  const order = family === "text" ? orderOf(metric, table, catalogue) : null;
  if (isParam(value)) return <ParamToken param={value} label={label} percent={isShare(metric)} sign={sign} onDetach={(own) => onChange(own as Scalar, false)} />;
  if (order && node.op === "between")
    return <InOrder order={order} label={label} value={value as Scalar | undefined} invalid={invalid} onChange={(next) => onChange(next, false)} />;
  if (family === "number") {
    if (isShare(metric)) return <PercentInput label={t("percent")} value={value} sign={sign} onChange={onChange} invalid={invalid} />;
    const column = metric.kind === "attribute" ? sourceColumn(metric, table, catalogue) : undefined;
    const seen = column && column.min !== null && column.min !== undefined
      ? t("seen", { min: plain(column.min), max: plain(column.max) }) : undefined;
    const name = label === t("number") && unit ? t("numberIn", { unit }) : label;
    return (
      <span className="sw-withunit">
        <NumberInput label={name} title={[name, seen].filter(Boolean).join("; ")} value={value} onChange={onChange} invalid={invalid}
          placeholder={column && seen ? `${plain(column.min)}–${plain(column.max)}` : "…"} />
        {unit && !bare && metric.kind !== "tenure" && <span className="sw-unit">{unit}</span>}
      </span>
    );
  }
  const isDate = family === "date" && (value === undefined || value === null || /^\d{4}-\d\d-\d\d$/.test(String(value)));
  if (isDate)
    return <DateInput label={label === t("number") ? t("date") : label} value={String(value ?? "")} invalid={invalid} onChange={(iso) => onChange(iso, false)} />;
  return (
    <TextInput label={label === t("number") ? t("text") : label} value={value === undefined || value === null ? "" : String(value)} placeholder="…"
      invalid={invalid} className={node.op === "matches" ? "sw-mono" : ""} onChange={(text) => onChange(text === "" ? undefined : text, true)} />
  );
}
