// Changing a part of a rule keeps what still fits: the operator, the value, the window, the filter.
import { isCriterion, isMetricOperand, isParam, isSpan, withParts, type CriterionNode, type Metric, type Node, type Operand } from "../definition";
import type { Catalogue, Wants } from "../protocol";
import { BY_ORDER, familyOf, isShare, operatorsOf, sourceColumn } from "./types";

export function wantsOf(op: string, metric: Metric, table: string, catalogue: Catalogue): Wants | undefined {
  return operatorsOf(metric, table, catalogue).find((o) => o.op === op)?.wants;
}

/** A value in the shape that an operator wants, as far as the old one can give it. */
export function reshape(value: Operand, wants: Wants | undefined): Operand {
  const many = Array.isArray(value);
  const first = many ? (value as readonly Operand[]).find((v) => v !== null && v !== undefined) : value;
  const scalar = isSpan(first) || isMetricOperand(first) ? undefined : first;
  if (isParam(value) && wants !== "nothing" && wants !== "span" && wants !== "range") return value; // Python knows whether it fits
  switch (wants) {
    case "nothing":
      return undefined;
    case "span":
      return isSpan(value) ? value : { kind: "span", n: typeof scalar === "number" && scalar >= 1 ? Math.round(scalar) : 30 };
    case "values":
      return many ? value : scalar === undefined ? undefined : [scalar as string];
    case "range":
      return many && value.length === 2 ? value : scalar === undefined ? undefined : [scalar as string, null];
    case "value":
      return scalar;
    case "value_or_metric":
      return isMetricOperand(value) ? value : scalar;
    default:
      return value; // an operator that is not known here: leave its value alone
  }
}

/** The rule with another operator. */
export function withOperator(node: CriterionNode, op: string, table: string, catalogue: Catalogue): CriterionNode {
  const spelt = BY_ORDER.includes(op) ? { ignore_case: undefined, trim: undefined } : {};
  return withParts(node, { op, value: reshape(node.value, wantsOf(op, node.metric, table, catalogue)), ...spelt });
}

/** The rule with its metric changed in place (another aggregation, another window): operator and value stay if they fit. */
export function withMetric(node: CriterionNode, metric: Metric, table: string, catalogue: Catalogue): CriterionNode {
  const before = familyOf(node.metric, table, catalogue);
  const after = familyOf(metric, table, catalogue);
  const operators = operatorsOf(metric, table, catalogue);
  const fits = before === after && isShare(node.metric) === isShare(metric);
  if (metric.kind === "tier" && node.metric.kind !== "tier") return withParts(node, { metric, op: "is", value: metric.k, ignore_case: undefined, trim: undefined });
  if (isShare(metric) && !isShare(node.metric)) return withParts(node, { metric, op: "<", value: -0.2, ignore_case: undefined, trim: undefined });
  if (fits && node.metric.kind === "tier" && metric.kind !== "tier") return withParts(node, { metric, op: ">=", value: undefined });
  if (fits && (after !== "text" || operators.some((o) => o.op === node.op))) return { ...node, metric };
  const known = operators.find((o) => o.op === node.op) ?? operators[0];
  const options = after === "text" ? {} : { ignore_case: undefined, trim: undefined };
  return withParts(node, { metric, op: known?.op ?? node.op, value: known?.wants === "span" ? reshape(undefined, "span") : undefined, ...options });
}

/** The rule about something else, picked anew. */
export function replaced(node: CriterionNode, picked: Node, table: string, catalogue: Catalogue): CriterionNode {
  if (!isCriterion(picked)) return node;
  const metric = keepRows(node.metric, picked.metric);
  const family = familyOf(metric, table, catalogue);
  const same = family === familyOf(node.metric, table, catalogue) && isShare(metric) === isShare(node.metric);
  const muted = node.muted ? { muted: true } : {};
  const keepsOperator = same && wantsOf(node.op, metric, table, catalogue) !== undefined;
  if (!keepsOperator) return { ...picked, metric, ...muted };
  // A number or a date may well stay; another column's texts would not.
  const sameSource = sourceColumn(metric, table, catalogue)?.name === sourceColumn(node.metric, table, catalogue)?.name;
  const keepsValue = family !== "text" || sameSource;
  return withParts({ ...picked, ...muted }, { metric, op: node.op, value: keepsValue ? node.value : undefined });
}

/** Another aggregate of the same table keeps its window, its filter and its way there. */
function keepRows(old: Metric, picked: Metric): Metric {
  const from = aggregateIn(old);
  if (!from) return picked;
  if (picked.kind === "aggregate" && picked.table === from.table)
    return withParts(picked, { window: from.window, where: from.where, via: from.via });
  if (picked.of && (picked.kind === "change" || picked.kind === "days_since")) {
    if (picked.kind === "change" && from.window?.kind !== "last") return picked;
    return { ...picked, of: keepRows(from, picked.of) };
  }
  return picked;
}

export const aggregateIn = (metric: Metric | undefined): Metric | undefined =>
  metric?.kind === "aggregate" ? metric : metric?.of?.kind === "aggregate" ? metric.of : undefined;

/** The metric with its aggregate changed, wherever in it that stands. */
export function withAggregate(metric: Metric, edit: (aggregate: Metric) => Metric): Metric {
  if (metric.kind === "aggregate") return edit(metric);
  return metric.of ? withParts(metric, { of: edit(metric.of) }) : metric;
}
