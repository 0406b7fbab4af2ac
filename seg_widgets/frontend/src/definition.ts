// The nodes of a definition as plain data (`seg_widgets/definition` is the contract). Only what the editor touches is
// spelled out; whatever else a node holds is carried along untouched.

export interface Node {
  readonly kind: string;
  readonly muted?: boolean;
  readonly [other: string]: unknown;
}

export type Scalar = string | number | boolean;
export interface Span extends Node { readonly kind: "span"; readonly n?: number; readonly unit?: Unit }
export type Unit = "days" | "weeks" | "months" | "quarters" | "years";
export const UNITS: readonly Unit[] = ["days", "weeks", "months", "quarters", "years"];

export interface Window extends Node {
  readonly n?: number;
  readonly unit?: Unit;
  readonly a?: number;
  readonly b?: number;
  readonly start?: string;
  readonly end?: string;
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
}

export type Operand = Scalar | readonly (Scalar | null)[] | Node | null | undefined;

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
  readonly n?: number;
  readonly members: readonly Node[];
}

export interface RelatedNode extends Node {
  readonly kind: "related";
  readonly table: string;
  readonly quantifier?: string;
  readonly n?: number;
  readonly via?: string;
  readonly scope?: GroupNode | null;
  readonly where: Node;
}

export interface Draft {
  readonly format?: number;
  readonly name?: string;
  readonly description?: string;
  readonly entity?: string;
  readonly where?: Node;
  readonly [other: string]: unknown;
}

export type GroupKind = "all" | "any" | "none" | "at_least";
export const GROUP_KINDS: readonly GroupKind[] = ["all", "any", "none", "at_least"];
export const QUANTIFIERS = ["any", "none", "at_least", "at_most", "exactly"] as const;
export const COUNTED: readonly string[] = ["at_least", "at_most", "exactly"];
/** Aggregations of rows and their days; the others are of a column. */
export const OF_ROWS: readonly string[] = ["count", "active_days", "first_day", "last_day"];

export const isNode = (x: unknown): x is Node =>
  typeof x === "object" && x !== null && !Array.isArray(x) && typeof (x as Node).kind === "string";
export const isGroup = (x: unknown): x is GroupNode =>
  isNode(x) && (GROUP_KINDS as readonly string[]).includes(x.kind) && (x.members === undefined || Array.isArray(x.members));
export const isEveryone = (x: unknown): boolean => isNode(x) && x.kind === "everyone";
export const isRelated = (x: unknown): x is RelatedNode =>
  isNode(x) && x.kind === "related" && typeof x.table === "string" && (isGroup(x.where) || isEveryone(x.where));
export const isCriterion = (x: unknown): x is CriterionNode =>
  isNode(x) && x.kind === "criterion" && isNode(x.metric) && typeof x.op === "string";
export const isSpan = (x: unknown): x is Span => isNode(x) && x.kind === "span";
/** An operand that is itself a metric: comparison with another metric. */
export const isMetricOperand = (x: unknown): x is Metric => isNode(x) && x.kind !== "span";

/** The node without the parts whose new value is undefined; nothing is mutated, the order of the parts stays. */
export function withParts<T extends object>(node: T, parts: Partial<Record<keyof T | string, unknown>>): T {
  const next: Record<string, unknown> = { ...node, ...parts };
  for (const [name, value] of Object.entries(parts)) if (value === undefined) delete next[name];
  return next as T;
}
