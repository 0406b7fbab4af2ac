// Metrics made of other metrics: what can be made of one, and what is left when that is taken back.
import { isMetricOperand, type Metric, type Scalar } from "../definition";
import type { Catalogue, Column, Family, Table } from "../protocol";
import { t } from "../strings";
import { pluralOf, singularOf } from "./english";
import { say } from "./said";
import { columnOf, familyOf, orderOf, sourceColumn, unitOf } from "./types";

/** Kinds that are kept together in brackets inside another. */
export const COMPOUND: readonly string[] = ["ratio", "arithmetic", "if_missing", "map", "ordered", "peers", "tier"];

export const ratio = (numerator: Metric, denominator: Metric): Metric => ({ kind: "ratio", numerator, denominator });
export const arithmetic = (left: Metric, op: Metric["op"], right: Metric): Metric => ({ kind: "arithmetic", op, left, right });
export const constant = (value: number): Metric => ({ kind: "constant", value });

/** A calculation with another sign; division is a node of its own. */
export function withSign(metric: Metric, sign: string): Metric {
  const [left, right] = metric.kind === "ratio" ? [metric.numerator, metric.denominator] : [metric.left, metric.right];
  if (!left || !right) return metric;
  return sign === "/" ? ratio(left, right) : arithmetic(left, sign as Metric["op"], right);
}

/** The two sides of a calculation. */
export const sidesOf = (metric: Metric): readonly Metric[] =>
  (metric.kind === "ratio" ? [metric.numerator, metric.denominator] : metric.kind === "arithmetic" ? [metric.left, metric.right] : []).filter((m): m is Metric => !!m);

/** Every metric in a metric, itself first; not what row filters hold. */
export function* inside(metric: Metric): Generator<Metric> {
  yield metric;
  if (metric.kind === "aggregate") return;
  for (const key of ["of", "numerator", "denominator", "left", "right"]) {
    const part = metric[key];
    if (isMetricOperand(part)) yield* inside(part);
  }
}

/** Whether there is a time before, with which it can be compared: all its windows are the last so many days. */
export function hasTimeBefore(metric: Metric): boolean {
  const parts = [...inside(metric)];
  const aggregates = parts.filter((m) => m.kind === "aggregate");
  return aggregates.length > 0 && !parts.some((m) => m.kind === "change" || m.kind === "outer") && aggregates.every((m) => m.window?.kind === "last");
}

/** Something to stand where there is none. */
export function ifMissing(of: Metric, table: string, catalogue: Catalogue, today: string): Metric {
  const family = familyOf(of, table, catalogue);
  const first = sourceColumn(of, table, catalogue)?.values?.[0]?.[0];
  const value: Scalar = family === "number" ? 0 : family === "boolean" ? false : family === "date" ? today : typeof first === "string" ? first : "none";
  return { kind: "if_missing", of, value };
}

const MOST_PAIRS = 12;
/** Its values in their order, as 1, 2, 3 …: to be changed as one likes. */
export function mapped(of: Metric, table: string, catalogue: Catalogue): Metric {
  const values = knownValues(of, table, catalogue).slice(0, MOST_PAIRS);
  const given = values.length ? values : familyOf(of, table, catalogue) === "boolean" ? [true, false] : [""];
  return { kind: "map", of, pairs: given.map((value, i) => ({ value: value as Scalar, to: i + 1 })) };
}

export function ordered(of: Metric, table: string, catalogue: Catalogue): Metric {
  return { kind: "ordered", of, order: knownValues(of, table, catalogue).map(String) };
}

/** The values that are known, in their order where they have one, else the commonest first. */
export function knownValues(metric: Metric, table: string, catalogue: Catalogue): Scalar[] {
  const listed = (sourceColumn(metric, table, catalogue)?.values ?? []).map(([value]) => value as Scalar).filter((v) => v !== null);
  const order = orderOf(metric, table, catalogue) ?? [];
  return order.length ? [...order, ...listed.filter((v) => !order.includes(String(v)))] : listed;
}

/** By what peers are found to begin with: an attribute that makes groups. */
export const groupings = (table: string, catalogue: Catalogue): readonly Column[] =>
  (catalogue.tables[table]?.columns ?? []).filter((c) => c.family === "text" && !c.hidden && c.distinct > 1 && c.distinct <= 50);

export function peersOf(of: Metric, table: string, catalogue: Catalogue): Metric | null {
  const columns = groupings(table, catalogue);
  const by = columns.find((c) => !c.order) ?? columns[0];
  return by ? { kind: "peers", of, by: [by.name] } : null;
}

/** A metric of an entity outside. What it is, is known at once, before Python says so. */
export function outer(of: Metric, up: number, outside: string, catalogue: Catalogue): Metric {
  const node: Metric = { kind: "outer", of, ...(up > 1 ? { up } : {}) };
  const family = familyOf(of, outside, catalogue) ?? undefined;
  say(node, { text: t("outerOf", { singular: singularOf(catalogue, outside) }), family, unit: unitOf(of, outside, catalogue) || undefined, table: outside, order: [...(orderOf(of, outside, catalogue) ?? [])] });
  return node;
}

export const lookupTables = (catalogue: Catalogue): readonly Table[] => Object.values(catalogue.tables).filter((table) => table.kind === "lookup");

/** A figure looked up in a table, by the attributes that the two have in common. */
export function lookup(from: Table, table: string, catalogue: Catalogue): Metric {
  const own = catalogue.tables[table]?.columns ?? [];
  const keyed = (c: Column): Column | undefined => own.find((o) => o.family === c.family && (o.name === c.name || o.label.toLowerCase() === c.label.toLowerCase()));
  const shared = from.columns.filter((c) => c.family !== "number" && keyed(c));
  const some = from.columns.find((c) => c.family === "text");
  const on = shared.length
    ? shared.map((c) => ({ column: c.name, attribute: keyed(c)?.name ?? "" }))
    : some ? [{ column: some.name, attribute: own.find((c) => c.family === "text" && !c.hidden)?.name ?? "" }] : [];
  const figure = from.columns.find((c) => c.family === "number") ?? from.columns.find((c) => !on.some((m) => m.column === c.name));
  return { kind: "lookup", table: from.name, column: figure?.name ?? "", on };
}

/** What a table of figures is called in a sentence. */
export const fromTable = (table: string, catalogue: Catalogue): string => pluralOf(catalogue, table);
export const labelOf = (table: string, column: string | undefined, catalogue: Catalogue): string => columnOf(catalogue, table, column)?.label || (column ?? "?");

/** Whether two metrics may be compared. */
export const alike = (one: Family | null, other: Family | null): boolean => one === null || other === null || one === other;
