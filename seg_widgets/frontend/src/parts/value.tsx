// What a metric is compared with, by what the operator wants and what the metric is.
import type { JSX } from "react";
import { isMetricOperand, isSpan, withParts, type CriterionNode, type Metric, type Operand, type Scalar } from "../definition";
import { useCatalogue } from "../state/context";
import { t } from "../strings";
import { DateInput, IconButton, TextInput } from "../ui/controls";
import { metricText } from "../words/english";
import { wantsOf } from "../words/fit";
import { plain } from "../words/numbers";
import { familyOf, isShare, sourceColumn, unitOf } from "../words/types";
import { NumberInput, PercentInput } from "./number";
import { OptionsInput } from "./options";
import { SpanInput } from "./window";

export type Change = (node: CriterionNode, options?: { key?: string; typing?: boolean }) => void;

interface Props {
  node: CriterionNode;
  table: string;
  onChange: Change;
  /** -1: the words before the value say "down". */
  sign?: 1 | -1;
  invalid?: boolean;
}

export function ValueInput({ node, table, onChange, sign, invalid }: Props): JSX.Element | null {
  const catalogue = useCatalogue();
  const { metric, op, value } = node;
  const family = familyOf(metric, table, catalogue);
  const wants = wantsOf(op, metric, table, catalogue);
  const column = sourceColumn(metric, table, catalogue);
  const set = (next: Operand, typing = false, part = ""): void =>
    onChange(withParts(node, { value: next === null ? undefined : next }), typing ? { key: `value${part}`, typing } : undefined);

  if (wants === undefined || (wants === "nothing" && (value === undefined || value === null)))
    return value === undefined || value === null ? null : <span className="sw-readonly">{JSON.stringify(value)}</span>;
  if (isMetricOperand(value)) return <OtherMetric metric={value} table={table} onDrop={() => set(undefined)} />;
  if (wants === "span" && (isSpan(value) || value === undefined || value === null)) {
    const span = isSpan(value) ? value : { kind: "span" as const };
    return <SpanInput label={t("number")} span={span} invalid={invalid} onChange={(next, typing) => set({ ...span, ...next }, typing)} />;
  }
  if (wants === "range") {
    const [low = null, high = null] = Array.isArray(value) ? (value as (Scalar | null)[]) : [];
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
  const chosen = (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]) as Scalar[];
  if (wants === "values")
    return (
      <OptionsInput label={t("chooseValues")} many column={column} family={family} chosen={chosen} invalid={invalid}
        onChange={(next) => set(next.length ? next : undefined)} />
    );
  if (family === "text" && (op === "is" || op === "is_not") && !Array.isArray(value))
    return (
      <OptionsInput label={t("chooseValue")} many={false} column={column} family={family} chosen={chosen} invalid={invalid}
        onChange={([next]) => set(next)} />
    );
  if (Array.isArray(value) || typeof value === "object") return <span className="sw-readonly">{JSON.stringify(value)}</span>;
  return <One {...{ node, table, sign, invalid }} label={labelOf(op)} value={value} onChange={set} />;
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

/** Comparison with another metric: shown in words, kept whole, or given up for a value. */
function OtherMetric({ metric, table, onDrop }: { metric: Metric; table: string; onDrop: () => void }): JSX.Element {
  return (
    <span className="sw-token sw-other">
      {metricText(metric, table, useCatalogue())}
      <IconButton icon="close" label={t("toValue")} onClick={onDrop} />
    </span>
  );
}

