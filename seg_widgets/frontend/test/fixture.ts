// A small made-up workspace and segments over it, in the shape in which Python sends them.
import type { Draft } from "../src/definition";
import type { Catalogue, Category, Column, Family, Pick, Table, Template, View } from "../src/protocol";

const column = (name: string, label: string, type: string, family: Family, more: Partial<Column> = {}): Column => ({
  name, label, type, family, category: "basic", unit: "", description: "", synonyms: [], order: null, hidden: false, missing: 0, distinct: 0,
  min: null, max: null, values: null, ...more,
});

const accounts: Table = {
  name: "accounts", label: "Accounts", singular: "account", plural: "accounts", kind: "entity", key: "account_id", time: null, rows: 500,
  related: [
    { table: "contacts", singular: "contact", plural: "contacts", many: true },
    { table: "tickets", singular: "ticket", plural: "tickets", many: true },
  ],
  row_tables: ["usage", "tickets", "subscriptions"], ways: {},
  columns: [
    column("account_id", "Account id", "text", "text", { hidden: true }),
    column("plan", "Edition", "text", "text", {
      distinct: 4, missing: 3, order: ["Free", "Silver", "Gold", "Enterprise"], synonyms: ["plan", "tier"],
      values: [["Silver", 187], ["Gold", 142], ["Enterprise", 96], ["Free", 72]],
    }),
    column("industry", "Industry", "text", "text", {
      distinct: 6, values: [["FinTech", 101], ["Healthcare", 97], ["EdTech", 88], ["<b>Rétail</b> & Söhne", 81], ["Logistics", 70], ["DevTools", 63]],
    }),
    column("seats", "Seats", "integer", "number", { unit: "seats", min: 1, max: 1200, distinct: 210 }),
    column("arr", "ARR", "decimal", "number", { category: "value", unit: "USD", min: 600, max: 480000 }),
    column("signup_date", "Signed up", "date", "date", { category: "lifecycle", min: "2021-03-02", max: "2024-12-30" }),
    column("renews_on", "Renewal date", "date", "date", { category: "lifecycle", min: "2024-06-01", max: "2026-02-14", missing: 12 }),
    column("is_trial", "On trial", "boolean", "boolean", { category: "lifecycle" }),
    column("tags", "Tags", "list", "list", { distinct: 3, values: [["beta", null], ["press", null], ["strategic", null]] }),
  ],
};
const contacts: Table = {
  name: "contacts", label: "Contacts", singular: "contact", plural: "contacts", kind: "entity", key: "contact_id", time: null, rows: 1834,
  related: [{ table: "accounts", singular: "account", plural: "accounts", many: false }], row_tables: [], ways: {},
  columns: [
    column("contact_id", "Contact id", "text", "text", { hidden: true }),
    column("role", "Role", "text", "text", { distinct: 4, values: [["User", 980], ["Admin", 402], ["Decision Maker", 310], ["Executive Sponsor", 142]] }),
    column("last_login", "Last login", "timestamp", "date", { category: "behaviour" }),
    column("nps", "Last NPS", "integer", "number", { min: 0, max: 10, category: "behaviour" }),
  ],
};
const usage: Table = {
  name: "usage", label: "Usage", singular: "usage row", plural: "usage rows", kind: "event", key: "usage_id", time: "usage_date", rows: 25000,
  related: [], row_tables: [], ways: {},
  columns: [
    column("usage_id", "Usage id", "text", "text", { hidden: true }),
    column("feature", "Feature", "text", "text", {
      distinct: 40, values: Array.from({ length: 40 }, (_, i) => [`feature_${i + 1}`, 900 - i * 13] as [string, number]),
    }),
    column("usage_count", "Usage", "integer", "number", { min: 1, max: 60 }),
    column("minutes", "Minutes used", "number", "number", { unit: "min", min: 0.5, max: 340.25 }),
  ],
};
const tickets: Table = {
  name: "tickets", label: "Tickets", singular: "ticket", plural: "tickets", kind: "event", key: "ticket_id", time: "submitted_at", rows: 2000,
  related: [{ table: "accounts", singular: "account", plural: "accounts", many: false }], row_tables: [], ways: {},
  columns: [
    column("priority", "Priority", "text", "text", { distinct: 3, values: [["low", 900], ["high", 700], ["urgent", 400]] }),
    column("score", "Satisfaction", "number", "number", { min: 1, max: 5, missing: 825 }),
  ],
};
const subscriptions: Table = {
  name: "subscriptions", label: "Subscriptions", singular: "subscription", plural: "subscriptions", kind: "interval", key: "subscription_id",
  time: "start_date", rows: 5000, related: [], row_tables: [], ways: {}, columns: [column("mrr", "MRR", "decimal", "number", { unit: "USD" })],
};

const benchmarks: Table = {
  name: "benchmarks", label: "Benchmarks", singular: "benchmark", plural: "benchmarks", kind: "lookup", key: null, time: null, rows: 6, related: [], row_tables: [], ways: {},
  columns: [
    column("industry", "Industry", "text", "text", { distinct: 6 }), column("quarter", "Quarter", "text", "text", { distinct: 4 }),
    column("target", "Target usage", "number", "number", { min: 10, max: 90 }),
  ],
};

let n = 0;
const pick = (label: string, category: Category, description: string, detail: string, criterion: object, synonyms: string[] = []): Pick => ({
  id: `pick-${++n}`, label, category, description, detail, synonyms, criterion: { kind: "criterion", ...criterion } as Pick["criterion"],
});
const attribute = (name: string) => ({ kind: "attribute", column: name });

const operator = (op: string, words: string, wants: string) => ({ op, words, wants: wants as "value" });
const both = [operator("is_missing", "is missing", "nothing"), operator("is_present", "is present", "nothing")];
const numbers = [
  operator("is", "is", "value_or_metric"), operator("is_not", "is not", "value_or_metric"), operator("one_of", "is one of", "values"), operator("none_of", "is none of", "values"),
  operator("<", "less than", "value_or_metric"), operator("<=", "at most", "value_or_metric"), operator(">", "more than", "value_or_metric"),
  operator(">=", "at least", "value_or_metric"), operator("between", "between", "range"), ...both,
];
export const catalogue: Catalogue = {
  workspace: "RavenStack", time_zone: "UTC",
  entities: [accounts, contacts].map(({ name, label, singular, plural }) => ({ name, label, singular, plural })),
  tables: { accounts, contacts, usage, tickets, subscriptions, benchmarks },
  picks: {
    accounts: [
      pick("Edition", "basic", "The plan the account is on", "99% complete, 4 values", { metric: attribute("plan"), op: "is" }, ["plan", "tier"]),
      pick("Industry", "basic", "What business the account is in", "100% complete, 6 values", { metric: attribute("industry"), op: "one_of" }, ["sector", "vertical"]),
      pick("Tags", "basic", "What colleagues have marked the account with", "100% complete, 3 values", { metric: attribute("tags"), op: "has_any" }, ["labels"]),
      pick("Seats", "basic", "Licences bought", "100% complete, 1 to 1,200", { metric: attribute("seats"), op: ">=" }, ["licences", "licenses"]),
      pick("Tenure", "lifecycle", "Whole months since the account signed up", "100% complete", { metric: { kind: "tenure", since: "signup_date" }, op: "<=", value: 11 }, ["age", "year 1"]),
      pick("Renewal date", "lifecycle", "When the contract renews", "98% complete, up to 14 Feb 2026", { metric: attribute("renews_on"), op: "in_next", value: { kind: "span", n: 90 } }),
      pick("On trial", "lifecycle", "Whether the account is on a trial", "100% complete", { metric: attribute("is_trial"), op: "is_true" }),
      pick("Usage", "behaviour", "Times a feature was used", "fresh to 31 Dec 2024", { metric: { kind: "aggregate", table: "usage", agg: "sum", column: "usage_count", window: { kind: "last", n: 30 } }, op: ">=", value: 10 }, ["activity"]),
      pick("Active days", "behaviour", "Days with any usage", "fresh to 31 Dec 2024", { metric: { kind: "aggregate", table: "usage", agg: "active_days", window: { kind: "last", n: 30 } }, op: ">=", value: 15 }, ["activity", "engagement"]),
      pick("Change of usage", "behaviour", "Usage against the time before", "fresh to 31 Dec 2024", { metric: { kind: "change", of: { kind: "aggregate", table: "usage", agg: "sum", column: "usage_count", window: { kind: "last", n: 30 } } }, op: "<", value: -0.2 }, ["decline", "drop", "growth"]),
      pick("Days since the last ticket", "behaviour", "How long the account has been quiet", "8 accounts have none", { metric: { kind: "days_since", of: { kind: "aggregate", table: "tickets", agg: "last_day" } }, op: ">=", value: 120 }),
      pick("Tickets", "behaviour", "Support tickets submitted", "fresh to 30 Dec 2024", { metric: { kind: "aggregate", table: "tickets", agg: "count", window: { kind: "last", n: 90 } }, op: ">=", value: 3 }, ["support", "cases"]),
      pick("Lowest satisfaction", "behaviour", "The worst score of a ticket", "59% complete", { metric: { kind: "aggregate", table: "tickets", agg: "min", column: "score" }, op: "<=", value: 2 }, ["csat"]),
      pick("ARR", "value", "Yearly recurring revenue", "100% complete", { metric: attribute("arr"), op: ">=" }, ["revenue", "money"]),
    ],
    contacts: [
      pick("Role", "basic", "What the contact does", "100% complete, 4 values", { metric: attribute("role"), op: "is" }),
      pick("Days since last login", "behaviour", "", "", { metric: { kind: "days_since", of: attribute("last_login") }, op: "<=", value: 60 }),
      pick("Last NPS", "behaviour", "The last answer to the survey", "71% complete", { metric: attribute("nps"), op: "<=" }),
    ],
  },
  operators: {
    number: numbers,
    text: [
      operator("is", "is", "value_or_metric"), operator("is_not", "is not", "value_or_metric"), operator("one_of", "is one of", "values"), operator("none_of", "is none of", "values"),
      operator("contains", "contains", "value"), operator("starts_with", "starts with", "value"), operator("ends_with", "ends with", "value"),
      operator("matches", "matches the pattern", "value"), ...both,
    ],
    date: [
      operator("is", "is on", "value_or_metric"), operator("<", "before", "value_or_metric"), operator("<=", "on or before", "value_or_metric"), operator(">", "after", "value_or_metric"),
      operator(">=", "on or after", "value_or_metric"), operator("between", "between", "range"), operator("in_next", "in the next", "span"), operator("within_last", "within the last", "span"),
      operator("same_month", "in the same month as", "value_or_metric"), ...both,
    ],
    boolean: [operator("is_true", "is true", "nothing"), operator("is_false", "is false", "nothing"), ...both],
    list: [
      operator("has_any", "has any of", "values"), operator("has_all", "has all of", "values"), operator("has_none", "has none of", "values"),
      operator("is_empty", "is empty", "nothing"), ...both,
    ],
  },
  ordered: [
    operator("<", "less than", "value_or_metric"), operator("<=", "at most", "value_or_metric"), operator(">", "more than", "value_or_metric"),
    operator(">=", "at least", "value_or_metric"), operator("between", "between", "range"),
  ],
  aggregations: [
    { agg: "count", label: "number of rows", of: "rows" }, { agg: "active_days", label: "days with rows", of: "rows" }, { agg: "active_periods", label: "active weeks or the like", of: "rows" }, { agg: "first_day", label: "first day", of: "rows" },
    { agg: "last_day", label: "latest day", of: "rows" }, { agg: "sum", label: "total", of: "number" }, { agg: "mean", label: "mean", of: "number" },
    { agg: "median", label: "median", of: "number" }, { agg: "quantile", label: "quantile", of: "number" }, { agg: "min", label: "lowest", of: "ordered" }, { agg: "max", label: "highest", of: "ordered" },
    { agg: "distinct", label: "different values", of: "any" }, { agg: "first", label: "first value", of: "any" }, { agg: "latest", label: "latest value", of: "any" },
  ],
  windows: [
    { kind: "any_time", label: "at any time" }, { kind: "last", label: "in the last …" }, { kind: "ago", label: "between … days ago" },
    { kind: "since", label: "in the first … since" }, { kind: "dates", label: "between two dates" }, { kind: "holding", label: "holding now" },
  ],
};

/** One of everything that a definition can hold. */
export const full: Draft = {
  format: 1, name: "Gold, quiet before renewal", description: "For the Monday call", entity: "accounts",
  where: {
    kind: "all",
    members: [
      { kind: "criterion", metric: attribute("plan"), op: "one_of", value: ["Gold", "Enterprise"] },
      { kind: "criterion", metric: attribute("renews_on"), op: "in_next", value: { kind: "span", n: 90 } },
      {
        kind: "criterion", op: "<", value: -0.4,
        metric: { kind: "change", of: { kind: "aggregate", table: "usage", agg: "sum", column: "usage_count", window: { kind: "last", n: 30 } } },
      },
      {
        kind: "criterion", op: "<=", value: 10,
        metric: {
          kind: "aggregate", table: "usage", agg: "active_days", window: { kind: "last", n: 30 },
          where: { kind: "all", members: [{ kind: "criterion", metric: attribute("feature"), op: "one_of", value: ["feature_1", "feature_2"] }] },
        },
      },
      {
        kind: "related", table: "contacts", quantifier: "none",
        scope: { kind: "all", members: [{ kind: "criterion", metric: attribute("role"), op: "is", value: "Decision Maker" }] },
        where: { kind: "all", members: [{ kind: "criterion", metric: { kind: "days_since", of: attribute("last_login") }, op: "<=", value: 60 }] },
      },
      {
        kind: "any",
        members: [
          { kind: "criterion", metric: { kind: "days_since", of: { kind: "aggregate", table: "tickets", agg: "last_day" } }, op: ">=", value: 120 },
          {
            kind: "criterion", op: ">=", value: 0.8,
            metric: { kind: "ratio", numerator: { kind: "aggregate", table: "usage", agg: "sum", column: "minutes", window: { kind: "last", n: 3, unit: "months" } }, denominator: attribute("seats") },
          },
        ],
      },
      { kind: "criterion", metric: attribute("industry"), op: "is", value: "<b>Rétail</b> & Söhne", ignore_case: true, muted: true },
    ],
  },
};

export const blank: Draft = { format: 1, name: "New segment", entity: "accounts", where: { kind: "all", members: [] } };

export const wide: Draft = {
  format: 1, name: "Everything at once, with a name that is rather long for its place on the screen", entity: "accounts",
  where: {
    kind: "at_least", n: 2,
    members: [
      { kind: "criterion", metric: { kind: "tenure", since: "signup_date", unit: "years" }, op: "between", value: [1, 3] },
      { kind: "criterion", metric: attribute("renews_on"), op: "<", value: attribute("signup_date") },
      { kind: "criterion", metric: attribute("seats"), op: "is", value: "9007199254740993" },
      { kind: "none", members: [{ kind: "all", members: [{ kind: "criterion", metric: attribute("is_trial"), op: "is_true" }, { kind: "everyone" }] }] },
      { kind: "related", table: "contacts", quantifier: "at_least", n: 2, via: "account_id", where: { kind: "everyone" } },
      { kind: "related", table: "tickets", where: { kind: "any", members: [{ kind: "criterion", metric: attribute("priority"), op: "contains", value: "urg", trim: true }] }, muted: true },
      { kind: "criterion", metric: { kind: "aggregate", table: "subscriptions", agg: "sum", column: "mrr", window: { kind: "holding" }, via: "account_id" }, op: ">", value: 1000 },
      { kind: "criterion", metric: { kind: "aggregate", table: "tickets", agg: "mean", column: "score", window: { kind: "ago", a: 30, b: 90 } }, op: "is_present" },
      { kind: "criterion", metric: { kind: "aggregate", table: "tickets", agg: "count", window: { kind: "dates", start: "2024-01-01", end: "2024-06-30" } }, op: "one_of", value: [0, 1] },
      { kind: "criterion", metric: { kind: "days_until", of: attribute("renews_on") }, op: "<", value: { kind: "tenure", since: "signup_date" } },
      { kind: "criterion", metric: { kind: "peer_rank", by: ["industry"], of: attribute("arr") }, op: "top", value: { kind: "tier", k: 4 } },
      { kind: "in_segment", name: "Churned", tags: [null, 1.5, { deep: true }] },
    ],
  },
};

const param = (name: string) => ({ kind: "param", name });

/** Parameters, and what reads as more than one comparison. */
export const turned: Draft = {
  format: 2, name: "Quiet, to be turned", entity: "accounts",
  parameters: [
    { name: "days", default: 30, label: "Days looked at", description: "How far back one looks" }, { name: "plans", default: ["Gold"], label: "Editions" },
    { name: "fall", default: -0.4, label: "Change of use" }, { name: "spare", default: "x" },
  ],
  where: {
    kind: "all",
    members: [
      { kind: "criterion", metric: attribute("plan"), op: "one_of", value: param("plans") },
      { kind: "criterion", metric: { kind: "aggregate", table: "usage", agg: "active_days", window: { kind: "last", n: param("days") } }, op: "<=", value: 2 },
      { kind: "criterion", metric: { kind: "change", of: { kind: "aggregate", table: "usage", agg: "count", window: { kind: "last", n: param("days") } } }, op: "<", value: param("fall") },
      { kind: "stopped", table: "usage", window: { kind: "last", n: param("days") } },
      { kind: "every_row", table: "tickets", has: { kind: "all", members: [{ kind: "criterion", metric: attribute("priority"), op: "is", value: "urgent" }] } },
      { kind: "listed", keys: ["A-1", "A-2"], name: "Pilot" },
      { kind: "segment", name: "Churned" },
      { kind: "related", table: "contacts", quantifier: "share", share: 0.5, where: { kind: "at_least", n: 1, members: [{ kind: "criterion", metric: attribute("nps"), op: ">=", value: 9 }] } },
      { kind: "criterion", metric: attribute("plan"), op: ">=", value: "Gold" },
      { kind: "criterion", metric: { kind: "tier", of: attribute("arr"), k: 4 }, op: "is", value: 4 },
      {
        kind: "sequence", window: { kind: "last", n: 12, unit: "months" },
        steps: [{ table: "tickets" }, { table: "usage", within: 30, without: { table: "tickets" } }],
      },
    ],
  },
};

export const templates: Template[] = [
  {
    id: "N01", name: "Quiet", category: "negative", synonyms: ["idle"], why: "They may leave.", act: "Call them.", english: "Accounts where days with usage is at most 2 [Days]",
    segment: {
      format: 2, name: "Quiet", entity: "accounts", parameters: [{ name: "days", default: 14, label: "Days" }],
      where: { kind: "all", members: [{ kind: "criterion", metric: { kind: "aggregate", table: "usage", agg: "active_days", window: { kind: "last", n: param("days") } }, op: "<=", value: 2 }] },
    },
  },
  {
    id: "P16", name: "Promoters", category: "positive", synonyms: [], why: "They speak well of us.", act: "Ask them.", english: "Contacts where NPS is at least 9",
    segment: { format: 2, name: "Promoters", entity: "contacts", where: { kind: "all", members: [{ kind: "criterion", metric: attribute("nps"), op: ">=", value: 9 }] } },
  },
  {
    id: "B04", name: "By edition and size", category: "basic", synonyms: [], why: "What they have bought.", act: "Write to each.", english: "All accounts\nsplit by Edition and Seats",
    segment: { format: 2, name: "By edition and size", entity: "accounts", where: { kind: "all", members: [{ kind: "everyone" }] } },
    split: [{ label: "Edition", metric: attribute("plan") }, { label: "Seats", metric: attribute("seats") }],
  },
];

export const view = (segment: Draft, more: Partial<View> = {}): View => ({
  rev: 0, segment, as_of: "2024-12-31", as_of_from: "data", status: "ok", answer: null, stale: false, problems: [], ...more,
});
