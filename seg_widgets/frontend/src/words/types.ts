// What type a metric has, so that only operators and values that fit are offered. Python's check has the last word.
import { OF_ROWS, type Metric } from "../definition";
import type { Catalogue, Column, Family, OperatorWords } from "../protocol";
import { saidOf } from "./said";
import { unitText } from "./units";

export const columnOf = (catalogue: Catalogue, table: string, name: string | undefined): Column | undefined =>
  catalogue.tables[table]?.columns.find((c) => c.name === name);

/** The column whose values a metric takes: of the entity, or of the rows it aggregates. */
export function sourceColumn(metric: Metric, table: string, catalogue: Catalogue): Column | undefined {
  if (metric.kind === "attribute") return columnOf(catalogue, table, metric.column);
  if (metric.kind === "aggregate" || metric.kind === "lookup") return columnOf(catalogue, metric.table ?? "", metric.column);
  if ((metric.kind === "ordered" || metric.kind === "if_missing") && metric.of) return sourceColumn(metric.of, table, catalogue);
  if (metric.kind === "outer" && metric.of) return sourceColumn(metric.of, saidOf(metric)?.table ?? "", catalogue);
  return undefined;
}

/** The order by which a text compares, lowest first, where it has one. */
export function orderOf(metric: Metric, table: string, catalogue: Catalogue): readonly string[] | null {
  if (metric.kind === "ordered") return metric.order ?? null;
  if (metric.kind === "aggregate" && !["first", "latest", "min", "max"].includes(metric.agg ?? "")) return null;
  return sourceColumn(metric, table, catalogue)?.order ?? saidOf(metric)?.order ?? null;
}

/** Comparisons of a text by its order; how it is spelt has no part in them. */
export const BY_ORDER: readonly string[] = ["<", "<=", ">", ">=", "between"];

/** The operators that fit a metric. */
export function operatorsOf(metric: Metric, table: string, catalogue: Catalogue): readonly OperatorWords[] {
  const family = familyOf(metric, table, catalogue);
  if (!family) return [];
  const fitting = catalogue.operators[family] ?? [];
  return family === "text" && orderOf(metric, table, catalogue) ? [...fitting, ...(catalogue.ordered ?? [])] : fitting;
}

/** The family of a metric; null where it is not known here. */
export function familyOf(metric: Metric, table: string, catalogue: Catalogue): Family | null {
  switch (metric.kind) {
    case "attribute":
      return columnOf(catalogue, table, metric.column)?.family ?? null;
    case "tenure":
    case "days_since":
    case "days_until":
    case "change":
    case "ratio":
    case "constant":
    case "arithmetic":
    case "peers":
    case "tier":
      return "number";
    case "ordered":
      return "text";
    case "if_missing":
      return metric.of ? familyOf(metric.of, table, catalogue) : null;
    case "map":
      return typeof metric.pairs?.[0]?.to === "number" ? "number" : "text";
    case "aggregate": {
      const agg = metric.agg ?? "";
      if (agg === "first_day" || agg === "last_day") return "date";
      if (OF_ROWS.includes(agg) || ["sum", "mean", "median", "quantile", "distinct"].includes(agg)) return "number";
      return sourceColumn(metric, table, catalogue)?.family ?? null;
    }
    case "lookup":
      return sourceColumn(metric, table, catalogue)?.family ?? null;
    default:
      return saidOf(metric)?.family ?? null;
  }
}

/** The unit in which a metric's number is. */
export function unitOf(metric: Metric, table: string, catalogue: Catalogue): string {
  switch (metric.kind) {
    case "tenure":
      return unitText(metric.unit ?? "months");
    case "days_since":
    case "days_until":
      return unitText("days");
    case "aggregate":
      if (metric.agg === "active_days") return unitText("days");
      if (metric.agg === "active_periods") return unitText(metric.window?.unit);
      if (metric.agg === "count" || metric.agg === "distinct") return "";
      return sourceColumn(metric, table, catalogue)?.unit ?? "";
    case "attribute":
      return sourceColumn(metric, table, catalogue)?.unit ?? "";
    case "change":
      return metric.how === "absolute" && metric.of ? unitOf(metric.of, table, catalogue) : "";
    case "if_missing":
    case "peers":
      return metric.of ? unitOf(metric.of, table, catalogue) : "";
    default:
      return saidOf(metric)?.unit ?? "";
  }
}

/** Whether a metric is a relative change, whose number people give in percent. */
export const isShare = (metric: Metric): boolean => metric.kind === "change" && (metric.how ?? "relative") === "relative";
