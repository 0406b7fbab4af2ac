// Made from the JSON Schema of definitions by `python -m tests.frontend.types`; a test holds that it is up to date.
// These are whole nodes, as Python writes them; what an unfinished draft may be is in definition.ts.

export type Metric = Attribute | Tenure | DaysSince | DaysUntil | Aggregate | Change | Ratio | Constant | Arithmetic | IfMissing | Mapped | Ordered | Outer | Peers | Tier | Lookup;

export type Window = AnyTime | Last | Ago | Dates | Holding | Since;

export type Condition = Criterion | Group | Related | Everyone | Habit | EveryRow | Sequence | Listed | InSegment;

/** An aggregate over an entity's rows of a dated table, in a window, through a row filter. */
export interface Aggregate {
  readonly kind: "aggregate";
  readonly table: string;
  readonly agg: "count" | "active_days" | "first_day" | "last_day" | "active_periods" | "sum" | "mean" | "min" | "max" | "median" | "quantile" | "distinct" | "first" | "latest";
  readonly column?: string | null;
  readonly q?: number | null;
  readonly window?: Window;
  readonly where?: Group | null;
  readonly via?: string | null;
}

/** Between a and b days ago, both included: as of D, the days D-b to D-a. */
export interface Ago {
  readonly kind: "ago";
  readonly a: number | Param;
  readonly b: number | Param;
}

/** Every dated row up to the as-of date. */
export interface AnyTime {
  readonly kind: "any_time";
}

/** Two metrics added, subtracted or multiplied, in double precision; missing where one of them is. (`Ratio` divides.) */
export interface Arithmetic {
  readonly kind: "arithmetic";
  readonly op: "+" | "-" | "*";
  readonly left: Metric;
  readonly right: Metric;
}

/** A column of the table that the criterion is about: the entity's, or the row's inside a row filter. */
export interface Attribute {
  readonly kind: "attribute";
  readonly column: string;
}

/** A dimension: a metric cut at edges into bands ``[a, b)``; the last includes its upper end. An open end is ``None``. */
export interface Bands {
  readonly kind: "bands";
  readonly metric: Metric;
  readonly edges: readonly (boolean | number | string | null)[];
  readonly labels?: readonly string[];
  readonly label?: string;
}

/** Rows that must not lie between two steps. */
export interface Between {
  readonly table: string;
  readonly where?: Group | null;
  readonly via?: string | null;
}

/** A dimension: a part for each value that a metric has. Of a list, a part for each element: they may overlap. */
export interface By {
  readonly kind: "by";
  readonly metric: Metric;
  readonly label?: string;
}

/** A metric in its windows against the same metric in the adjacent windows before them. */
export interface Change {
  readonly kind: "change";
  readonly of: Metric;
  readonly how?: "relative" | "absolute";
}

/** A number, where a metric stands: in arithmetic and ratios. */
export interface Constant {
  readonly kind: "constant";
  readonly value: number | Param;
}

/** A metric compared with something. */
export interface Criterion {
  readonly kind: "criterion";
  readonly metric: Metric;
  readonly op: "is" | "is_not" | "one_of" | "none_of" | "<" | "<=" | ">" | ">=" | "between" | "contains" | "starts_with" | "ends_with" | "matches" | "in_next" | "within_last" | "same_month" | "is_true" | "is_false" | "has_any" | "has_all" | "has_none" | "is_empty" | "is_missing" | "is_present";
  readonly value?: boolean | number | string | readonly (boolean | number | string | Param)[] | Span | Param | Metric | null;
  readonly ignore_case?: boolean;
  readonly trim?: boolean;
  readonly muted?: boolean;
}

/** The days from one date to another, both included, cut at the as-of date. */
export interface Dates {
  readonly kind: "dates";
  readonly start: string;
  readonly end: string;
}

/** The as-of date minus a date, in days; negative for a date to come. */
export interface DaysSince {
  readonly kind: "days_since";
  readonly of: Attribute | Aggregate;
}

/** A date minus the as-of date, in days; negative for a date that has passed. */
export interface DaysUntil {
  readonly kind: "days_until";
  readonly of: Attribute | Aggregate;
}

/** Every row of a dated table, in the window and through the filter, meets ``has``; and there is at least one. */
export interface EveryRow {
  readonly kind: "every_row";
  readonly table: string;
  readonly window?: Window;
  readonly where?: Group | null;
  readonly has: Group;
  readonly via?: string | null;
  readonly muted?: boolean;
}

/** Met by every entity. The only way to say so: an empty group is an error. */
export interface Everyone {
  readonly kind: "everyone";
  readonly muted?: boolean;
}

/** All of, any of, none of, or at least n of its members. */
export interface Group {
  readonly kind: "all" | "any" | "none" | "at_least";
  readonly n?: number | Param | null;
  readonly members: readonly Condition[];
  readonly muted?: boolean;
}

/** What an entity began, stopped or took up again, by its rows of a dated table. */
export interface Habit {
  readonly kind: "first_ever" | "stopped" | "resumed";
  readonly table: string;
  readonly window: Window;
  readonly where?: Group | null;
  readonly via?: string | null;
  readonly muted?: boolean;
}

/** The rows of an interval table that hold on the as-of date. */
export interface Holding {
  readonly kind: "holding";
}

/** A metric, with a value where it has none. */
export interface IfMissing {
  readonly kind: "if_missing";
  readonly of: Metric;
  readonly value: boolean | number | string;
}

/** Met by the members of another segment of the same entity, named by its name. */
export interface InSegment {
  readonly kind: "segment";
  readonly name: string;
  readonly muted?: boolean;
}

/** The last n days, weeks, months, quarters or years, ending with the as-of date. */
export interface Last {
  readonly kind: "last";
  readonly n: number | Param;
  readonly unit?: "days" | "weeks" | "months" | "quarters" | "years";
}

/** Entities named by hand: a static list of keys. */
export interface Listed {
  readonly kind: "listed";
  readonly keys: readonly (boolean | number | string)[];
  readonly name?: string;
  readonly muted?: boolean;
}

/** A column of a table of benchmarks (or other figures), in the row whose columns equal attributes of the entity. */
export interface Lookup {
  readonly kind: "lookup";
  readonly table: string;
  readonly column: string;
  readonly on: readonly Match[];
}

/** A metric's values, each turned into another; a value without one becomes ``other``, or missing. */
export interface Mapped {
  readonly kind: "map";
  readonly of: Metric;
  readonly pairs: readonly Pair[];
  readonly other?: boolean | number | string | null;
}

/** An attribute of the entity, or a value, and the column of a table that must equal it. */
export interface Match {
  readonly column: string;
  readonly attribute?: string | null;
  readonly value?: boolean | number | string | Param | null;
}

/** A text whose values have an order, lowest first, by which it is compared: Silver < Gold. Others have no place in it. */
export interface Ordered {
  readonly kind: "ordered";
  readonly of: Metric;
  readonly order: readonly string[];
}

/** A metric of the entity outside: in a related group of the one it started from, in a row filter of the row's entity. */
export interface Outer {
  readonly kind: "outer";
  readonly of: Metric;
  readonly up?: number;
}

/** One value of a map, and what it becomes. */
export interface Pair {
  readonly value: boolean | number | string;
  readonly to: boolean | number | string;
}

/** The value of the segment's parameter of this name. */
export interface Param {
  readonly kind: "param";
  readonly name: string;
}

/** A parameter of a segment, with the value that it has unless another is given. */
export interface Parameter {
  readonly name: string;
  readonly default: boolean | number | string | readonly (boolean | number | string)[];
  readonly label?: string;
  readonly description?: string;
}

/** The median, mean or a quantile of a metric among the entities that share one or more attributes, itself among them. */
export interface Peers {
  readonly kind: "peers";
  readonly of: Metric;
  readonly by: readonly string[];
  readonly stat?: "median" | "mean" | "quantile";
  readonly q?: number | null;
}

/** Segments in order of priority: each entity is in the first that it meets, or in none of them. */
export interface Priority {
  readonly format?: 2;
  readonly name: string;
  readonly description?: string;
  readonly kind: "priority";
  readonly segments: readonly Segment[];
}

/** One metric divided by another; missing where the denominator is missing or 0. */
export interface Ratio {
  readonly kind: "ratio";
  readonly numerator: Metric;
  readonly denominator: Metric;
}

/** A condition on related entities, with a quantifier: how many of those in scope must meet it. */
export interface Related {
  readonly kind: "related";
  readonly table: string;
  readonly quantifier?: "any" | "none" | "at_least" | "at_most" | "exactly" | "share" | "every";
  readonly n?: number | Param | null;
  readonly share?: number | null;
  readonly via?: string | null;
  readonly scope?: Group | null;
  readonly where: Group | Everyone;
  readonly muted?: boolean;
}

/** A named set of entities, by definition. */
export interface Segment {
  readonly format?: 2;
  readonly name: string;
  readonly description?: string;
  readonly entity: string;
  readonly parameters?: readonly Parameter[];
  readonly where: Group;
}

/** A chain of rows, each strictly later than the one before, and at most ``within`` days after it. Rows of the same moment */
export interface Sequence {
  readonly kind: "sequence";
  readonly steps: readonly Step[];
  readonly window?: Window;
  readonly muted?: boolean;
}

/** The first n days (weeks, months ...) from a date of the entity, such as its start: the day itself is the first of them. */
export interface Since {
  readonly kind: "since";
  readonly anchor: string;
  readonly n: number | Param;
  readonly unit?: "days" | "weeks" | "months" | "quarters" | "years";
}

/** A length of time: n days, weeks, months, quarters or years. */
export interface Span {
  readonly kind: "span";
  readonly n: number | Param;
  readonly unit?: "days" | "weeks" | "months" | "quarters" | "years";
}

/** A segment split by one or several dimensions: a part for each combination of their values. */
export interface Split {
  readonly format?: 2;
  readonly name: string;
  readonly description?: string;
  readonly kind: "split";
  readonly segment: Segment;
  readonly by: readonly (By | Bands)[];
}

/** One step of a sequence: a row of a table that passes a filter. */
export interface Step {
  readonly table: string;
  readonly where?: Group | null;
  readonly via?: string | null;
  readonly within?: number | Param | null;
  readonly without?: Between | null;
}

/** Whole calendar months (or years, or days) from a date of the entity to the as-of date; missing before it starts. */
export interface Tenure {
  readonly kind: "tenure";
  readonly since: string;
  readonly unit?: "months" | "years" | "days";
}

/** The quantile tier of a metric among the entities of the universe that have a value: 1, the lowest, to k. */
export interface Tier {
  readonly kind: "tier";
  readonly of: Metric;
  readonly k: number;
}

/** What a file of definitions holds. */
export type Definition = Segment | Split | Priority;
