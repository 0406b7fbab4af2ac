// Parts of a definition in words: for chips, names of controls, and parts that have no editor of their own.
import {
  isCriterion, isEveryone, isGroup, isNode, isParam, isRelated, isSpan,
  type CriterionNode, type Metric, type Node, type Param, type RelatedNode, type Window,
} from "../definition";
import type { Catalogue } from "../protocol";
import { maybe, t, type StringName } from "../strings";
import { day, plain, toPercent } from "./numbers";
import { saidOf } from "./said";
import { columnOf, familyOf, isShare, operatorsOf, sourceColumn, unitOf } from "./types";
import { unitText } from "./units";

/** The parameter of the draft that a node stands for. */
export const parameterOf = (param: Param, catalogue: Catalogue) => catalogue.parameters?.find((p) => p.name === param.name);

/** One value in words; of a parameter its value, and what it is called in brackets. */
export function valueText(value: unknown, catalogue: Catalogue, one: (x: unknown) => string = plain): string {
  if (!isParam(value)) return one(value);
  const found = parameterOf(value, catalogue);
  if (!found) return `[${value.name}]`;
  const values = Array.isArray(found.default) ? found.default : [found.default];
  return `${values.map(one).join(", ") || "…"} [${found.label || found.name}]`;
}

/** "1 day", "30 days". */
export const span = (n: unknown, unit: unknown, catalogue: Catalogue): string => `${n === 1 ? 1 : valueText(n, catalogue) || "…"} ${unitText(unit, n)}`;

/** The same beside a parameter that has just been named: its value alone. */
export const bareSpan = (n: unknown, unit: unknown, catalogue: Catalogue): string => span(isParam(n) ? parameterOf(n, catalogue)?.default : n, unit, catalogue);

export function windowText(window: Window | undefined, table: string, catalogue: Catalogue): string {
  if (!window) return t("window_any_time");
  switch (window.kind) {
    case "any_time":
      return t("window_any_time");
    case "last":
      return t("windowLast", { span: span(window.n, window.unit, catalogue) });
    case "since":
      return t("windowSince", { span: span(window.n, window.unit, catalogue), anchor: inside(label(catalogue, table, window.anchor)) });
    case "ago":
      return t("windowAgo", { a: valueText(window.a, catalogue), b: valueText(window.b, catalogue) });
    case "dates":
      return t("windowDates", { start: day(window.start), end: day(window.end) });
    case "holding":
      return t("window_holding");
    default:
      return `(${(window as Node).kind.replaceAll("_", " ")})`; // of a language newer than this editor
  }
}

/** How an aggregation reads before what it is of. */
export const aggregationText = (agg: string | undefined, window?: Window): string =>
  agg === "active_periods" && window?.kind === "last" ? t("agg_periods", { unit: unitText(window.unit) }) : (maybe(`agg_${agg}`) ?? (agg ?? "").replaceAll("_", " "));

/**
 * A label inside a sentence: "Last login" is "last login" there; "ARR" and "Datum der Kündigung" stay. Only what is plainly no
 * noun of a language that writes nouns large is written small: several words, of which only the first begins large.
 */
export function inside(text: string): string {
  const [first = "", ...rest] = text.split(/\s+/);
  const small = rest.length > 0 && /^\p{Lu}\p{Ll}/u.test(first) && rest.every((word) => /^\p{Ll}/u.test(word) || word === word.toUpperCase());
  return small ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

const label = (catalogue: Catalogue, table: string, column: string | undefined): string =>
  columnOf(catalogue, table, column)?.label || (column ?? "?");

export const pluralOf = (catalogue: Catalogue, table: string): string => catalogue.tables[table]?.plural || table;
export const singularOf = (catalogue: Catalogue, table: string): string => catalogue.tables[table]?.singular || table;

/** The thing that a metric is about, without its filter and its window: what stands in the metric's token. */
export function metricName(metric: Metric, table: string, catalogue: Catalogue): string {
  switch (metric.kind) {
    case "attribute":
      return label(catalogue, table, metric.column);
    case "tenure":
      return t("saidTenure", { date: inside(label(catalogue, table, metric.since)) });
    case "days_since":
      return metric.of?.kind === "aggregate"
        ? t(metric.of.agg === "first_day" ? "saidSinceFirst" : "saidSinceLatest", { row: rowsName(metric.of, catalogue, true) })
        : t("saidSince", { date: metric.of ? inside(metricName(metric.of, table, catalogue)) : "?" });
    case "days_until":
      return t("saidUntil", { date: metric.of ? inside(metricName(metric.of, table, catalogue)) : "?" });
    case "aggregate":
      return rowsName(metric, catalogue);
    case "change":
      return metric.of ? metricName(metric.of, table, catalogue) : "?";
    default:
      return metricText(metric, table, catalogue);
  }
}

const SIGNS: Record<string, StringName> = { "+": "plus", "-": "minus", "*": "times" };
const signText = (op: string): string => (SIGNS[op] ? t(SIGNS[op]) : op);
/** A calculation, kept together. */
const kept = (metric: Metric | undefined, table: string, catalogue: Catalogue): string =>
  metric?.kind === "ratio" || metric?.kind === "arithmetic" ? `(${metricText(metric, table, catalogue)})` : metricText(metric, table, catalogue);

/** What an aggregate is of: its column's label, or the name of its rows. */
function rowsName(metric: Metric, catalogue: Catalogue, one = false): string {
  if (metric.column) return label(catalogue, metric.table ?? "", metric.column);
  return one ? singularOf(catalogue, metric.table ?? "") : pluralOf(catalogue, metric.table ?? "");
}

/** A metric in full: "total Usage count where Feature is A, in the last 30 days". */
export function metricText(metric: Metric | undefined, table: string, catalogue: Catalogue): string {
  if (!metric) return "?";
  switch (metric.kind) {
    case "aggregate":
    case "days_since": {
      const of = metric.kind === "aggregate" ? metric : metric.of;
      const name = metricName(metric, table, catalogue);
      if (of?.kind !== "aggregate") return name;
      const what = of.where ? t("saidWhere", { of: name, filter: conditionText(of.where, of.table ?? "", catalogue) }) : name;
      const q = of.agg === "quantile" && of.q !== undefined ? `${plain(toPercent(of.q))}% ` : "";
      const start = metric.kind === "aggregate" ? `${q}${aggregationText(of.agg, of.window)} ` : "";
      return `${start}${what} ${windowText(of.window, table, catalogue)}`;
    }
    case "attribute":
    case "tenure":
    case "days_until":
      return metricName(metric, table, catalogue);
    case "change":
      return t("saidChange", { metric: kept(metric.of, table, catalogue) });
    case "ratio":
      return t("saidTwo", { left: kept(metric.numerator, table, catalogue), sign: t("dividedBy"), right: kept(metric.denominator, table, catalogue) });
    case "arithmetic":
      return t("saidTwo", { left: kept(metric.left, table, catalogue), sign: signText(metric.op ?? ""), right: kept(metric.right, table, catalogue) });
    case "constant":
      return valueText(metric.value, catalogue);
    default:
      return saidOf(metric)?.text ?? metric.kind.replaceAll("_", " ");
  }
}

/** The words of an operator for a family. */
export function operatorText(op: string, metric: Metric, table: string, catalogue: Catalogue): string {
  const words = operatorsOf(metric, table, catalogue).find((o) => o.op === op)?.words;
  return words || op.replaceAll("_", " ");
}

const isDay = (metric: Metric, table: string, catalogue: Catalogue): boolean => familyOf(metric, table, catalogue) === "date";

function operandText(node: CriterionNode, table: string, catalogue: Catalogue): string {
  const { value, metric } = node;
  const bare = (x: unknown): string =>
    isShare(metric) && typeof x === "number" ? `${plain(toPercent(x))}%` : isDay(metric, table, catalogue) ? day(x) : plain(x);
  const one = (x: unknown): string => valueText(x, catalogue, bare);
  if (value === null || value === undefined) return "";
  if (isSpan(value)) return span(value.n, value.unit, catalogue);
  if (isNode(value) && !isParam(value)) return metricText(value as Metric, table, catalogue);
  if (Array.isArray(value)) {
    if (node.op === "between") return t("saidBoth", { low: one(value[0]), high: one(value[1]) });
    return value.length > 3 ? t("saidMore", { values: value.slice(0, 2).map(one).join(", "), n: value.length - 2 }) : value.map(one).join(", ");
  }
  const unit = unitOf(metric, table, catalogue);
  return one(value) + (unit && !sourceColumn(metric, table, catalogue) ? ` ${unit}` : "");
}

/** How often a related condition must be met: "no contact", "at least 2 contacts". */
export function quantifierText(node: RelatedNode, catalogue: Catalogue): string {
  const one = singularOf(catalogue, node.table);
  const quantifier = node.quantifier ?? "any";
  if (quantifier === "any") return t("qAny", { singular: one });
  if (quantifier === "none") return t("qNone", { singular: one });
  if (quantifier === "every") return t("qEvery", { singular: one });
  if (quantifier === "share") return `${t("qShare")} ${node.share === undefined ? "…" : plain(toPercent(node.share))}% ${t("ofThe", { plural: pluralOf(catalogue, node.table) })}`;
  const words = { at_least: t("qAtLeast"), at_most: t("qAtMost"), exactly: t("qExactly") }[quantifier] ?? quantifier;
  return `${words} ${valueText(node.n ?? 0, catalogue)} ${node.n === 1 ? one : pluralOf(catalogue, node.table)}`;
}

/** A whole condition in words. */
export function conditionText(node: Node, table: string, catalogue: Catalogue): string {
  if (isCriterion(node)) {
    const words = operatorText(node.op, node.metric, table, catalogue);
    return [metricText(node.metric, table, catalogue), words, operandText(node, table, catalogue)].filter(Boolean).join(" ");
  }
  if (isGroup(node)) {
    const members = (node.members ?? []).filter((m) => !m.muted).map((m) => {
      const text = conditionText(m, table, catalogue);
      return isGroup(m) && (m.members ?? []).length > 1 ? `(${text})` : text;
    });
    if (node.kind === "none") return t("saidNone", { members: members.join("; ") });
    if (node.kind === "at_least") return t("saidAtLeast", { n: valueText(node.n ?? "?", catalogue), members: members.join("; ") });
    return members.join(t(node.kind === "all" ? "saidAnd" : "saidOr"));
  }
  if (isRelated(node)) {
    const counted = quantifierText(node, catalogue);
    const looked = node.scope ? t("saidWith", { of: counted, scope: conditionText(node.scope, node.table, catalogue) }) : counted;
    return isEveryone(node.where) ? looked : t("saidWhere", { of: looked, filter: conditionText(node.where, node.table, catalogue) });
  }
  if (isEveryone(node)) return t("everyoneRule", { singular: singularOf(catalogue, table) });
  return isNode(node) ? (saidOf(node)?.text ?? node.kind.replaceAll("_", " ")) : String(node);
}
