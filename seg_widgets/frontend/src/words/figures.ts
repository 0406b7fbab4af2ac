// The figures inside a node that is shown as a sentence: its windows, row filters and numbers, wherever in it they stand.
import { isGroup, isNode, withParts, type GroupNode, type Metric, type Node, type Window } from "../definition";
import type { Catalogue } from "../protocol";
import { t } from "../strings";
import { pluralOf } from "./english";
import { saidOf } from "./said";

interface At {
  /** The way to it, from the node. */
  path: readonly (string | number)[];
  label: string;
}
export type Figure = At &
  (
    | { kind: "window"; window: Window | undefined; table: string; rows: string; lastOnly: boolean }
    | { kind: "filter"; group: GroupNode | undefined; table: string; needed: boolean }
    | { kind: "whole"; value: unknown; least: number; unit: string }
    | { kind: "percent"; value: unknown }
    /** Which table a step is a row of; the step itself stands at the path. */
    | { kind: "rows"; step: { readonly table: string }; table: string }
    /** By which attributes peers are found. */
    | { kind: "columns"; value: readonly string[]; table: string }
    | { kind: "choice"; value: string; options: readonly { value: string; label: string }[] }
    | { kind: "value"; value: unknown }
  );

const STATS = ["median", "mean", "quantile"];

/** What can be turned in a node, in the order in which it is written. */
export function figuresOf(node: Node, table: string, catalogue: Catalogue): Figure[] {
  const found: Figure[] = [];
  const visit = (part: Record<string, unknown>, path: (string | number)[], at: string, inChange: boolean, before = ""): void => {
    const rows = typeof part.table === "string" ? part.table : "";
    const name = rows && pluralOf(catalogue, rows);
    const inner = part.kind === "outer" ? (saidOf(part)?.table ?? at) : at;
    const put = (key: string, label: string, figure: object): void => void found.push({ path: [...path, key], label: before + label, ...figure } as unknown as Figure);
    const lastOnly = inChange || part.agg === "active_periods" || part.kind === "stopped" || part.kind === "resumed";
    if (part.kind === "aggregate" || part.kind === "every_row" || part.kind === "sequence")
      put("window", name ? t("figureWindow", { what: name }) : t("window"), { kind: "window", window: part.window as Window | undefined, table: at, rows, lastOnly });
    if (rows && part.kind === undefined) found.push({ path, label: before + t("figureRows"), kind: "rows", step: part as { table: string }, table: at });
    if (part.kind === "peers") {
      put("stat", t("figureStat"), { kind: "choice", value: String(part.stat ?? "median"), options: STATS.map((value) => ({ value, label: value })) });
      put("by", t("figureBy"), { kind: "columns", value: part.by as string[], table: at });
    }
    if (rows && part.kind !== "lookup") put("where", t("figureFilter", { what: name }), { kind: "filter", group: isGroup(part.where) ? part.where : undefined, table: rows, needed: false });
    if (part.within !== undefined) put("within", t("figureWithin"), { kind: "whole", value: part.within, least: 0, unit: "days" });
    if (part.k !== undefined) put("k", t("figureTiers"), { kind: "whole", value: part.k, least: 2, unit: "" });
    if (part.q !== undefined) put("q", t("quantile"), { kind: "percent", value: part.q });
    if (part.kind === "constant") put("value", t("number"), { kind: "value", value: part.value });
    if (part.kind === "if_missing") put("value", t("ifMissing"), { kind: "value", value: part.value });
    if (part.kind === "map") {
      (part.pairs as { value: unknown; to: unknown }[]).forEach((pair, i) => found.push({ path: [...path, "pairs", i, "to"], label: t("figurePair", { value: String(pair.value) }), kind: "value", value: pair.to }));
      if (part.other !== undefined) put("other", t("figureOther"), { kind: "value", value: part.other });
    }
    for (const key of ["of", "numerator", "denominator", "left", "right"])
      if (isNode(part[key])) visit(part[key] as Metric, [...path, key], inner, inChange || part.kind === "change");
    ((part.steps as Record<string, unknown>[] | undefined) ?? []).forEach((step, i) => visit(step, [...path, "steps", i], at, false, t("figureStep", { n: i + 1 })));
    if (part.without) visit(part.without as Record<string, unknown>, [...path, "without"], at, false, before + t("figureWithout"));
  };
  visit(node, [], table, false);
  return found;
}

/** The node with something else at a way in it; `undefined` takes it out. */
export function put<T extends object>(node: T, path: readonly (string | number)[], value: unknown): T {
  const [step, ...rest] = path;
  if (step === undefined) return value as T;
  const next = rest.length ? put((node as Record<string | number, object>)[step] ?? {}, rest, value) : value;
  if (Array.isArray(node)) return node.map((part, i) => (i === step ? next : part)) as unknown as T;
  return withParts(node, { [step]: next } as never);
}

