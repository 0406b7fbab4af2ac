// The nodes of a definition as plain data (`seg_widgets/definition` is the contract). Only what the editor touches is
// spelled out; whatever else a node holds is carried along untouched. The lists of names are held against the JSON Schema
// of definitions by a test, so that a new kind of node is noticed here.
import { carrySaid } from "./words/said";

export interface Node {
  readonly kind: string;
  readonly muted?: boolean;
  readonly [other: string]: unknown;
}

export type Scalar = string | number | boolean;
/** The value of a parameter of the segment, wherever a value or a number of things may stand. */
export interface Param extends Node { readonly kind: "param"; readonly name: string }
export interface Parameter {
  readonly name: string;
  readonly default?: Scalar | readonly Scalar[];
  readonly label?: string;
  readonly description?: string;
}
export type Count = number | Param;
export interface Span extends Node { readonly kind: "span"; readonly n?: Count; readonly unit?: Unit }
export type Unit = "days" | "weeks" | "months" | "quarters" | "years";
export const UNITS: readonly Unit[] = ["days", "weeks", "months", "quarters", "years"];

export interface Window extends Node {
  readonly n?: Count;
  readonly unit?: Unit;
  readonly a?: Count;
  readonly b?: Count;
  readonly start?: string;
  readonly end?: string;
  readonly anchor?: string;
}

export interface Metric extends Node {
  readonly column?: string;
  readonly since?: string;
  readonly unit?: string;
  readonly of?: Metric;
  readonly table?: string;
  readonly agg?: string;
  readonly window?: Window;
  readonly where?: GroupNode;
  readonly how?: string;
  readonly numerator?: Metric;
  readonly denominator?: Metric;
  readonly via?: string;
  readonly q?: number;
  readonly op?: string;
  readonly left?: Metric;
  readonly right?: Metric;
  readonly value?: Scalar | Param;
  readonly pairs?: readonly { readonly value: Scalar; readonly to: Scalar }[];
  readonly order?: readonly string[];
  readonly up?: number;
  readonly by?: readonly string[];
  readonly stat?: string;
  readonly k?: number;
}

export type Operand = Scalar | readonly (Scalar | Param | null)[] | Node | null | undefined;

export interface CriterionNode extends Node {
  readonly kind: "criterion";
  readonly metric: Metric;
  readonly op: string;
  readonly value?: Operand;
  readonly ignore_case?: boolean;
  readonly trim?: boolean;
}

export interface GroupNode extends Node {
  readonly kind: GroupKind;
  readonly n?: Count;
  readonly members: readonly Node[];
}

export interface RelatedNode extends Node {
  readonly kind: "related";
  readonly table: string;
  readonly quantifier?: string;
  readonly n?: Count;
  readonly share?: number;
  readonly via?: string;
  readonly scope?: GroupNode | null;
  readonly where: Node;
}

/** What an entity began, stopped or took up again. */
export interface HabitNode extends Node {
  readonly kind: "first_ever" | "stopped" | "resumed";
  readonly table: string;
  readonly window?: Window;
  readonly where?: GroupNode;
  readonly via?: string;
}

export interface EveryRowNode extends Node {
  readonly kind: "every_row";
  readonly table: string;
  readonly window?: Window;
  readonly where?: GroupNode;
  readonly has: GroupNode;
  readonly via?: string;
}

export interface ListedNode extends Node {
  readonly kind: "listed";
  readonly keys: readonly Scalar[];
  readonly name?: string;
}

export interface InSegmentNode extends Node { readonly kind: "segment"; readonly name: string }

export interface Draft {
  readonly format?: number;
  readonly name?: string;
  readonly description?: string;
  readonly entity?: string;
  readonly parameters?: readonly Parameter[];
  readonly where?: Node;
  readonly [other: string]: unknown;
}

export type GroupKind = "all" | "any" | "none" | "at_least";
export const GROUP_KINDS: readonly GroupKind[] = ["all", "any", "none", "at_least"];
export const HABITS = ["first_ever", "stopped", "resumed"] as const;
/** Conditions that are no groups. */
export const CONDITIONS = ["criterion", "related", "everyone", "first_ever", "stopped", "resumed", "every_row", "sequence", "listed", "segment"] as const;
export const METRICS = [
  "attribute", "tenure", "days_since", "days_until", "aggregate", "change", "ratio", "constant", "arithmetic", "if_missing", "map", "ordered", "outer",
  "peers", "tier", "lookup",
] as const;
export const WINDOWS = ["any_time", "last", "ago", "dates", "holding", "since"] as const;
export const QUANTIFIERS = ["any", "none", "at_least", "at_most", "exactly", "share", "every"] as const;
export const AGGREGATIONS = [
  "count", "active_days", "first_day", "last_day", "active_periods", "sum", "mean", "min", "max", "median", "quantile", "distinct", "first", "latest",
] as const;
export const COUNTED: readonly string[] = ["at_least", "at_most", "exactly"];
/** Aggregations of rows and their days; the others are of a column. */
export const OF_ROWS: readonly string[] = ["count", "active_days", "active_periods", "first_day", "last_day"];

export const isNode = (x: unknown): x is Node =>
  typeof x === "object" && x !== null && !Array.isArray(x) && typeof (x as Node).kind === "string";
export const isGroup = (x: unknown): x is GroupNode =>
  isNode(x) && (GROUP_KINDS as readonly string[]).includes(x.kind) && (x.members === undefined || Array.isArray(x.members));
export const isEveryone = (x: unknown): boolean => isNode(x) && x.kind === "everyone";
export const isRelated = (x: unknown): x is RelatedNode =>
  isNode(x) && x.kind === "related" && typeof x.table === "string" && (isGroup(x.where) || isEveryone(x.where));
export const isCriterion = (x: unknown): x is CriterionNode =>
  isNode(x) && x.kind === "criterion" && isNode(x.metric) && typeof x.op === "string";
export const isHabit = (x: unknown): x is HabitNode => isNode(x) && (HABITS as readonly string[]).includes(x.kind) && typeof x.table === "string";
export const isEveryRow = (x: unknown): x is EveryRowNode => isNode(x) && x.kind === "every_row" && typeof x.table === "string" && isGroup(x.has);
export const isListed = (x: unknown): x is ListedNode => isNode(x) && x.kind === "listed" && Array.isArray(x.keys);
export const isInSegment = (x: unknown): x is InSegmentNode => isNode(x) && x.kind === "segment" && typeof x.name === "string";
export const isParam = (x: unknown): x is Param => isNode(x) && x.kind === "param" && typeof x.name === "string";
export const isSpan = (x: unknown): x is Span => isNode(x) && x.kind === "span";
/** An operand that is itself a metric: comparison with another metric. */
export const isMetricOperand = (x: unknown): x is Metric => isNode(x) && x.kind !== "span" && x.kind !== "param";

/** The node with other parts, without those whose new value is undefined; nothing is mutated, the order of the parts stays. */
export function withParts<T extends object>(node: T, parts: Partial<Record<keyof T | string, unknown>>): T {
  const next: Record<string, unknown> = { ...node, ...parts };
  for (const [name, value] of Object.entries(parts)) if (value === undefined) delete next[name];
  carrySaid(node, next);
  return next as T;
}
