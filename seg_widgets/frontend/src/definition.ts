// The nodes of a definition while it is edited. The types come from the JSON Schema of definitions (definition.generated.ts),
// loosened: a draft may lack any part, a number that a browser cannot hold is text, and what the editor does not know is carried
// along untouched. A kind that is new in the language is a type error here.
import type * as whole from "./definition.generated";
import { carrySaid } from "./words/said";

export interface Node {
  readonly kind: string;
  readonly muted?: boolean;
  readonly [other: string]: unknown;
}

/** The parts of any of several nodes, each of which may be missing. */
type Parts<U> = { readonly [K in Exclude<U extends unknown ? keyof U : never, "kind">]?: Loose<NonNullable<U extends unknown ? (K extends keyof U ? U[K] : never) : never>> };
type Loose<T> = T extends whole.Metric ? Metric
  : T extends whole.Window ? Window
  : T extends whole.Group ? GroupNode
  : T extends whole.Param ? Param
  : T extends whole.Span ? Span
  : T extends whole.Condition ? Node
  : T extends readonly (infer E)[] ? readonly Loose<E>[]
  : T;

export type Scalar = string | number | boolean;
/** The value of a parameter of the segment, wherever a value or a number of things may stand. */
export interface Param extends Node { readonly kind: "param"; readonly name: string }
export interface Parameter extends Omit<Parts<whole.Parameter>, "name"> { readonly name: string }
export type Count = number | Param;
export interface Span extends Node, Parts<whole.Span> { readonly kind: "span" }
export interface Window extends Node, Parts<whole.Window> { readonly kind: whole.Window["kind"] }
export interface Metric extends Node, Parts<whole.Metric> { readonly kind: whole.Metric["kind"] }

export type Operand = Scalar | readonly (Scalar | Param | null)[] | Node | null | undefined;

export interface CriterionNode extends Node, Omit<Parts<whole.Criterion>, "value" | "metric" | "op"> {
  readonly kind: "criterion";
  readonly metric: Metric;
  readonly op: string;
  readonly value?: Operand;
}

export interface GroupNode extends Node, Parts<whole.Group> {
  readonly kind: GroupKind;
  readonly members: readonly Node[];
}

export interface RelatedNode extends Node, Omit<Parts<whole.Related>, "where"> {
  readonly kind: "related";
  readonly table: string;
  readonly where: Node;
}

/** What an entity began, stopped or took up again. */
export interface HabitNode extends Node, Parts<whole.Habit> { readonly kind: whole.Habit["kind"]; readonly table: string }
export interface EveryRowNode extends Node, Parts<whole.EveryRow> { readonly kind: "every_row"; readonly table: string; readonly has: GroupNode }
export interface ListedNode extends Node, Omit<Parts<whole.Listed>, "keys"> { readonly kind: "listed"; readonly keys: readonly Scalar[] }
/** Rows that must not lie between two steps. */
export interface BetweenPart extends Omit<Parts<whole.Between>, "table"> { readonly table: string }
export interface StepPart extends BetweenPart { readonly within?: Count; readonly without?: BetweenPart }
export interface SequenceNode extends Node { readonly kind: "sequence"; readonly steps: readonly StepPart[]; readonly window?: Window }
export interface InSegmentNode extends Node { readonly kind: "segment"; readonly name: string }

export interface Draft extends Omit<Parts<whole.Segment>, "parameters" | "where"> {
  readonly parameters?: readonly Parameter[];
  readonly where?: Node;
  readonly [other: string]: unknown;
}

/** A list that names every one of some words: one that is missing, or one too many, is a type error. */
const every = <T extends string>() => <const L extends readonly T[]>(list: L & ([Exclude<T, L[number]>] extends [never] ? unknown : { missing: Exclude<T, L[number]> })): readonly T[] => list;

export type Unit = NonNullable<whole.Span["unit"]>;
export const UNITS = every<Unit>()(["days", "weeks", "months", "quarters", "years"]);
export type GroupKind = whole.Group["kind"];
export const GROUP_KINDS = every<GroupKind>()(["all", "any", "none", "at_least"]);
export const HABITS = every<whole.Habit["kind"]>()(["first_ever", "stopped", "resumed"]);
/** Conditions that are no groups. */
export const CONDITIONS = every<Exclude<whole.Condition["kind"], GroupKind>>()(
  ["criterion", "related", "everyone", "first_ever", "stopped", "resumed", "every_row", "sequence", "listed", "segment"]);
export const METRICS = every<whole.Metric["kind"]>()([
  "attribute", "tenure", "days_since", "days_until", "aggregate", "change", "ratio", "constant", "arithmetic", "if_missing", "map", "ordered", "outer",
  "peers", "tier", "lookup",
]);
export const WINDOWS = every<whole.Window["kind"]>()(["any_time", "last", "ago", "dates", "holding", "since"]);
export const QUANTIFIERS = every<NonNullable<whole.Related["quantifier"]>>()(["any", "none", "at_least", "at_most", "exactly", "share", "every"]);
export const AGGREGATIONS = every<whole.Aggregate["agg"]>()([
  "count", "active_days", "first_day", "last_day", "active_periods", "sum", "mean", "min", "max", "median", "quantile", "distinct", "first", "latest",
]);
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
export const isSequence = (x: unknown): x is SequenceNode => isNode(x) && x.kind === "sequence" && Array.isArray(x.steps);
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
