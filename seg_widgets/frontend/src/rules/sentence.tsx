// A rule as a sentence: what it is about, how it is compared, with what.
import type { JSX } from "react";
import type { CriterionNode } from "../definition";
import { ChangeTail, MetricInput, TenureUnit } from "../parts/metric";
import { ValueInput, type Change } from "../parts/value";
import type { Problem } from "../protocol";
import { useCatalogue } from "../state/context";
import { t } from "../strings";
import { Select, type Option } from "../ui/controls";
import { isUnfinished } from "./counts";
import { replaced, withMetric, withOperator } from "../words/fit";
import { isShare, operatorsOf } from "../words/types";

interface Props {
  node: CriterionNode;
  table: string;
  problems: readonly Problem[];
  onChange: Change;
}

/** A relative change reads "down by more than 40%" where it is compared with a share below 0. */
const DIRECTIONS = [
  { value: "down <", op: "<", sign: -1, label: "downMore" },
  { value: "down <=", op: "<=", sign: -1, label: "downLeast" },
  { value: "up >", op: ">", sign: 1, label: "upMore" },
  { value: "up >=", op: ">=", sign: 1, label: "upLeast" },
] as const;

export function Sentence({ node, table, problems, onChange }: Props): JSX.Element {
  const catalogue = useCatalogue();
  const { metric, op, value } = node;
  const operators: Option[] = operatorsOf(metric, table, catalogue).map((o) => ({ value: o.op, label: o.words }));
  const direction = isShare(metric) ? DIRECTIONS.find((d) => d.op === op && (typeof value === "number" ? Math.sign(value) * d.sign > 0 : d.sign === -1 || op.startsWith(">"))) : undefined;
  const wrong = (part: string): boolean => problems.some((p) => !isUnfinished(p) && p.place.includes(`.${part}`));
  const onOperator = (chosen: string): void => {
    const to = DIRECTIONS.find((d) => d.value === chosen);
    const next = withOperator(node, to?.op ?? chosen, table, catalogue);
    onChange(to && typeof next.value === "number" ? { ...next, value: to.sign * Math.abs(next.value) } : next);
  };
  return (
    <>
      <MetricInput metric={metric} table={table} whole
        onChange={(next, options) => onChange(withMetric(node, next, table, catalogue), options)}
        onPick={(pick) => onChange(replaced(node, pick.criterion, table, catalogue))} />
      <Select label={t("operator")} className="sw-bare sw-op" value={direction?.value ?? op} onChange={onOperator} invalid={wrong("op")}
        options={isShare(metric) ? [...DIRECTIONS.map((d) => ({ value: d.value, label: t(d.label) })), ...operators] : operators} />
      <ValueInput node={node} table={table} onChange={onChange} sign={direction?.sign} invalid={wrong("value")} />
      {metric.kind === "change" && <ChangeTail metric={metric} onChange={(next) => onChange(withMetric(node, next, table, catalogue))} />}
      {metric.kind === "tenure" && value !== undefined && <TenureUnit metric={metric} onChange={(next) => onChange({ ...node, metric: next })} />}
      {node.ignore_case && <span className="sw-option-mark">{t("caseIgnored")}</span>}
      {node.trim && <span className="sw-option-mark">{t("trimmed")}</span>}
    </>
  );
}
