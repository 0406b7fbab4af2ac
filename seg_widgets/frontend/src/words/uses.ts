// Where a draft uses its parameters, so that each can be turned by what it is compared with.
import { isCriterion, isNode, isParam, type Draft, type Metric } from "../definition";

export interface Use {
  table: string;
  /** What the parameter is compared with; none where it is a number of days, rows or the like. */
  metric?: Metric;
  unit?: string;
}

/** The first use of each parameter, by name. */
export function usesOf(draft: Draft): Map<string, Use> {
  const uses = new Map<string, Use>();
  const visit = (part: unknown, use: Use): void => {
    if (isParam(part)) {
      if (!uses.has(part.name)) uses.set(part.name, use);
      return;
    }
    if (Array.isArray(part)) return part.forEach((p) => visit(p, use));
    if (typeof part !== "object" || part === null) return;
    const { table } = use;
    for (const [name, value] of Object.entries(part)) {
      const inner = ["where", "has", "scope"].includes(name) && "table" in part ? String(part.table) : table;
      if (name === "value" && isCriterion(part)) visit(value, { table, metric: part.metric });
      else if (name === "n" && isNode(part)) visit(value, { table, unit: "unit" in part ? String(part.unit) : part.kind === "last" || part.kind === "since" || part.kind === "span" ? "days" : "" });
      else if (name === "a" || name === "b" || name === "within") visit(value, { table, unit: "days" });
      else visit(value, { table: inner });
    }
  };
  visit(draft.where, { table: draft.entity ?? "" });
  return uses;
}
