// What type a metric has, so that only operators and values that fit are offered. Python's check has the last word.
import { OF_ROWS, type Metric } from "../definition";
import type { Catalogue, Column, Family } from "../protocol";

export const columnOf = (catalogue: Catalogue, table: string, name: string | undefined): Column | undefined =>
  catalogue.tables[table]?.columns.find((c) => c.name === name);

/** The column whose values a metric takes: of the entity, or of the rows it aggregates. */
export function sourceColumn(metric: Metric, table: string, catalogue: Catalogue): Column | undefined {
  if (metric.kind === "attribute") return columnOf(catalogue, table, metric.column);
  if (metric.kind === "aggregate") return columnOf(catalogue, metric.table ?? "", metric.column);
  return undefined;
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
      return "number";
    case "aggregate": {
      const agg = metric.agg ?? "";
      if (agg === "first_day" || agg === "last_day") return "date";
      if (OF_ROWS.includes(agg) || ["sum", "mean", "median", "distinct"].includes(agg)) return "number";
      return sourceColumn(metric, table, catalogue)?.family ?? null;
    }
    default:
      return null;
  }
}

/** The unit in which a metric's number is. */
export function unitOf(metric: Metric, table: string, catalogue: Catalogue): string {
  switch (metric.kind) {
    case "tenure":
      return metric.unit ?? "months";
    case "days_since":
    case "days_until":
      return "days";
    case "aggregate":
      if (metric.agg === "active_days") return "days";
      if (metric.agg === "count" || metric.agg === "distinct") return "";
      return sourceColumn(metric, table, catalogue)?.unit ?? "";
    case "attribute":
      return sourceColumn(metric, table, catalogue)?.unit ?? "";
    case "change":
      return metric.how === "absolute" && metric.of ? unitOf(metric.of, table, catalogue) : "";
    default:
      return "";
  }
}

/** Whether a metric is a relative change, whose number people give in percent. */
export const isShare = (metric: Metric): boolean => metric.kind === "change" && (metric.how ?? "relative") === "relative";
