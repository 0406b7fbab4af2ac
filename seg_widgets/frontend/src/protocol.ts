// What Python and the editor tell each other. Python's side mirrors this file.
//
// Python -> browser, as traits of the anywidget model: `catalogue` (what there is to choose from) and `view` (the draft,
// its answer, its problems). Browser -> Python, as custom messages: see Outgoing. Python -> browser: see Incoming.
//
// Revisions: the browser counts one up with each message that wants an answer (edit, as_of) and Python answers with a view of
// that rev. A view of a rev that this browser has not sent (a definition set from Python, another view of the same builder)
// replaces the draft; an older one never does: it may only bring a newer answer.
//
// Messages may overtake each other on their way (a kernel answers widgets in more threads than one), and two views of a builder
// may count alike: `by` names the view that sent it. What a view sent before a message of the same kind that has been taken is
// too late; of two views' messages under one number the latest is taken, under a number that is new to both.
//
// Whole numbers beyond 2^53 are not representable here: they travel as text in both directions, and Python puts back what
// has not been edited.
import type { Draft, Metric, Node, Parameter } from "./definition";

export type Family = "number" | "text" | "date" | "boolean" | "list";
export type Category = "basic" | "lifecycle" | "behaviour" | "value";
export type Wants = "nothing" | "value" | "value_or_metric" | "values" | "range" | "span";

export interface Column {
  name: string;
  label: string;
  type: string;
  family: Family;
  category: Category | null;
  unit: string;
  description: string;
  synonyms: string[];
  /** The order of a category, lowest first. */
  order: string[] | null;
  hidden: boolean;
  missing: number;
  distinct: number;
  min: unknown;
  max: unknown;
  /** The commonest values and how many rows have each, where that is counted; null where there are too many to list. */
  values: [unknown, number | null][] | null;
}

export interface Table {
  name: string;
  label: string;
  singular: string;
  plural: string;
  kind: "entity" | "event" | "snapshot" | "interval" | "lookup";
  key: string | null;
  time: string | null;
  columns: Column[];
  rows: number;
  /** Tables whose rows can be asked about in a related group of this one. */
  related: { table: string; singular: string; plural: string; many: boolean }[];
  /** Dated tables whose rows can be aggregated to a row of this one. */
  row_tables: string[];
  /** Table -> the links by one of which one goes there, or comes from there, where there are several. */
  ways: Record<string, { via: string; label: string }[]>;
}

export interface Pick {
  id: string;
  label: string;
  category: Category;
  description: string;
  synonyms: string[];
  /** How complete and how fresh: "97% complete, 8 values". */
  detail: string;
  /** The rule that picking it adds; its value may be left for the analyst to give. */
  criterion: Node;
}

export interface OperatorWords {
  op: string;
  words: string;
  wants: Wants;
}

export interface Catalogue {
  workspace: string;
  time_zone: string;
  entities: { name: string; label: string; singular: string; plural: string }[];
  tables: Record<string, Table>;
  picks: Record<string, Pick[]>;
  operators: Partial<Record<Family, OperatorWords[]>>;
  aggregations: { agg: string; label: string; of: "rows" | "number" | "any" | "ordered" }[];
  windows: { kind: string; label: string }[];
  /** What also fits a text that has an order. */
  ordered?: OperatorWords[];
  /** Those of the draft: put in by the editor itself, for whatever reads a definition. */
  parameters?: readonly Parameter[];
  /** Strings that replace the editor's own, by the names in strings/. */
  strings?: Record<string, string>;
}

export interface NodeCount {
  /** How many meet this part alone. */
  met: number;
  /** How many are left after it, within its group; null where there is no order. */
  after: number | null;
  unknown: number;
  /** Out of how many. */
  of: number;
  /** What else is to be said: keys of a list that name nobody. */
  note?: string;
}

export interface Answer {
  rev: number;
  as_of: string;
  entity: string;
  universe: number;
  in: number;
  out: number;
  unknown: number;
  /** Members whose answer rests on missing data. */
  in_unknown: number;
  value: { label: string; unit: string; in: number; all: number } | null;
  /** By place: "where", "where.members.0", "where.members.2.where.members.1", "where.members.2.scope.members.0". */
  nodes: Record<string, NodeCount>;
}

export interface Problem {
  code: string;
  message: string;
  /** A place in the draft; it may go deeper than a node: "where.members.0.metric.column". */
  place: string;
  hint: string;
}

export type AsOfFrom = "given" | "workspace" | "data" | "today";

/** What a part of the draft says, in the English of the Code panel; of a metric also what it is. */
export interface Said {
  text: string;
  family?: Family;
  unit?: string;
  /** The order by which a text compares, lowest first. */
  order?: string[];
  /** Of a metric of the entity outside: that entity's table. */
  table?: string;
}

export interface View {
  rev: number;
  segment: Draft;
  /** By place: every metric but plain columns, every condition that is neither a group nor a criterion. */
  words?: Record<string, Said>;
  /** The saved segments of the workspace. */
  segments?: { name: string; entity: string; description: string }[];
  as_of: string;
  /** Who says which day: the analyst, the workspace, the data (the latest day seen), or nobody: it is today. */
  as_of_from: AsOfFrom;
  /** `stopped`: the analyst left off counting. */
  status: "ok" | "incomplete" | "error" | "busy" | "stopped";
  /** When the draft was kept that was brought back from disk: until the first edit. */
  restored?: string | null;
  answer: Answer | null;
  /** The answer belongs to an earlier, whole definition. */
  stale: boolean;
  problems: Problem[];
}

export type Outgoing =
  | { type: "edit"; rev: number; by: string; segment: Draft }
  | { type: "as_of"; rev: number; by: string; date: string | null }
  /** Open a panel by its title. */
  | { type: "panel"; title: string }
  /** Leave off counting. */
  | { type: "cancel"; rev: number }
  /** Drop the draft that was brought back, for what the cell says. */
  | { type: "start_over" }
  /** How the host looks: dark or light, and how many pixels wide the panel beside the rules is. */
  | { type: "host"; dark: boolean; side: number }
  /** A question, which is no edit; answered by a reply with the same number. */
  | ({ type: "ask"; ask: number } & Question)
  | { type: "ping"; id: number | string };

export type Question =
  | { about: "templates" }
  | { about: "count"; segment: Draft }
  | { about: "spread"; table: string; metric: Metric; parameters: readonly Parameter[]; as_of: string };

/** How a metric is spread among the entities that a rule is about. */
export type Spread = Measured | Categories;

/** Numbers, or days counted from 1970-01-01, in bins. */
export interface Measured {
  kind: "number" | "date";
  /** One more than there are bins, ascending; a bin holds its lower edge, not its upper. */
  edges: number[];
  counts: number[];
  /** The first and the last bin also hold what lies beyond their edge. */
  below: boolean;
  above: boolean;
  /** The step in which the values are written: 1, 0.01; 0 where there is none. */
  step: number;
  min: number;
  max: number;
  missing: number;
  of: number;
}

export interface Categories {
  kind: "categories";
  /** The commonest, in their order where they have one; what else there is is counted together. */
  values: (string | boolean)[];
  counts: number[];
  others: number;
  missing: number;
  of: number;
}

/** A ready segment of the catalogue that the workspace has everything for. */
export interface Template {
  id: string;
  name: string;
  category: string;
  synonyms: string[];
  why: string;
  act: string;
  english: string;
  segment: Draft;
  /** Of a split of everyone, by what it is split: a part of it makes a rule, the whole of it none. */
  split?: readonly { label: string; metric: Metric }[];
}

export interface TemplateCount {
  in?: number;
  unknown?: number;
  universe?: number;
  problems?: Problem[];
}

export type Reply = { type: "reply"; ask: number; templates?: Template[]; spread?: Spread | null } & TemplateCount;
/** How far the count of a definition is, 0 to 1, and how many seconds are left; null where that is not known. */
export interface Progress {
  type: "progress";
  rev: number;
  share: number | null;
  left: number | null;
}

/** What is to be said of the data behind a rule: it is unsafe to use, wants care, or has no history. */
export interface RuleNote {
  note: string;
  severity: "bad" | "warn" | "info";
}

/** By place in the draft of that rev; they come a while after the counts. */
export interface Notes {
  rev: number;
  notes: Record<string, RuleNote>;
}

export type Incoming = { type: "pong"; id: number | string } | Progress | Reply;

/** The traits of the model. */
export interface Traits {
  catalogue: Catalogue;
  view: View;
  /** What is to be said of the data behind the rules. */
  notes?: Notes;
}
