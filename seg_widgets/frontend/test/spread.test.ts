import assert from "node:assert/strict";
import test from "node:test";
import type { CriterionNode, Metric } from "../src/definition";
import type { Categories, Measured } from "../src/protocol";
import { questionOf } from "../src/state/spreads";
import { drawn, isoDay, keyed, moved, niceStep, pointed, positionOf, taken, valueAt, withCategory } from "../src/words/spread";

const INF = Infinity;
const SEATS: Metric = { kind: "attribute", column: "seats" };
const rule = (op: string, value: unknown, metric = SEATS): CriterionNode => ({ kind: "criterion", metric, op, value } as CriterionNode);
const measured = (edges: number[], more: Partial<Measured> = {}): Measured => ({
  kind: "number", edges, counts: edges.slice(1).map(() => 1), below: false, above: false, step: 1, min: edges[0] ?? 0, max: (edges.at(-1) ?? 1) - 1, missing: 0, of: 10, ...more,
});
const TENS = measured([0, 10, 20, 30, 40]);
const GROWING = measured([0, 1, 10, 100, 1000], { max: 5000, above: true });
const MONTHS = measured([19723, 19754, 19783, 19814], { kind: "date", min: 19730, max: 19800 }); // Jan, Feb, Mar 2024
const AS_OF = "2024-02-29";
const ranges = (node: CriterionNode, spread = TENS) => drawn(node, spread, AS_OF).ranges;

test("bins are equally wide, whatever they hold; what lies beyond stands at the ends", () => {
  assert.deepEqual([0, 1, 10, 55, 1000, 5000, -3].map((x) => positionOf(GROWING.edges, x)), [0, 0.25, 0.5, 0.625, 1, 1, 0]);
  for (const x of [0, 0.5, 7, 99, 500]) assert.ok(Math.abs(valueAt(GROWING.edges, positionOf(GROWING.edges, x)) - x) < 1e-9);
  assert.deepEqual([valueAt(GROWING.edges, -1), valueAt(GROWING.edges, 2)], [0, 1000]);
});

test("a rule takes what its operator says, to the whole number", () => {
  assert.deepEqual(ranges(rule("<", 7)), [[-INF, 7]]);
  assert.deepEqual(ranges(rule("<=", 7)), [[-INF, 8]]);
  assert.deepEqual(ranges(rule(">", 7)), [[8, INF]]);
  assert.deepEqual(ranges(rule(">=", 7)), [[7, INF]]);
  assert.deepEqual(ranges(rule("is", 7)), [[7, 8]]);
  assert.deepEqual(ranges(rule("is_not", 7)), [[-INF, 7], [8, INF]]);
  assert.deepEqual(ranges(rule("between", [5, 9])), [[5, 10]]);
  assert.deepEqual(ranges(rule("none_of", [9, 3])), [[-INF, 3], [4, 9], [10, INF]]);
  assert.deepEqual(ranges(rule("<=", 7.5), measured([0, 10], { step: 0.5 })), [[-INF, 7.5]]);
  assert.deepEqual(drawn(rule(">=", undefined), TENS, AS_OF), { ranges: [], handles: [] });
  assert.deepEqual(drawn(rule(">=", { kind: "attribute", column: "other" }), TENS, AS_OF), { ranges: [], handles: [] });
});

test("spans of days and months are drawn from the day of evaluation", () => {
  const iso = (node: CriterionNode) => ranges(node, MONTHS).map(([a, b]) => [isoDay(a), isoDay(b)]);
  // the last 30 days end with the day; the last 1 month is the days after 29 January
  assert.deepEqual(iso(rule("within_last", { kind: "span", n: 30 })), [["2024-01-31", "2024-03-01"]]);
  assert.deepEqual(iso(rule("within_last", { kind: "span", n: 1, unit: "months" })), [["2024-01-30", "2024-03-01"]]);
  assert.deepEqual(iso(rule("in_next", { kind: "span", n: 3 })), [["2024-02-29", "2024-03-04"]]);
  assert.deepEqual(iso(rule("in_next", { kind: "span", n: 1, unit: "years" })), [["2024-02-29", "2025-03-01"]]);
  assert.deepEqual(iso(rule("same_month", "2024-02-11")), [["2024-02-01", "2024-03-01"]]);
  assert.deepEqual(ranges(rule("<=", "2024-02-11"), MONTHS).map(([, b]) => isoDay(b)), ["2024-02-12"]);
});

test("a parameter stands where its value does", () => {
  const param = { kind: "param", name: "n" };
  const { handles } = drawn(rule(">=", param), TENS, AS_OF, [{ name: "n", default: 12 }]);
  assert.deepEqual(handles.map((h) => [h.now, h.at]), [[12, 12]]);
  assert.deepEqual(drawn(rule("in_next", { kind: "span", n: param }), MONTHS, AS_OF, [{ name: "n", default: 5 }]).handles[0]?.now, 5);
});

test("moved to where it stands, a threshold says what it said", () => {
  const cases: [CriterionNode, Measured][] = [
    ...["<", "<=", ">", ">=", "is", "is_not"].flatMap((op): [CriterionNode, Measured][] => [[rule(op, 7), TENS], [rule(op, "2024-02-11"), MONTHS]]),
    [rule("<=", 7.25), measured([0, 10], { step: 0.25 })],
    [rule("between", [3, 9]), TENS], [rule("between", ["2024-01-05", "2024-02-11"]), MONTHS],
    ...["days", "weeks", "months", "quarters", "years"].flatMap((unit): [CriterionNode, Measured][] =>
      [1, 2, 7, 12].flatMap((n): [CriterionNode, Measured][] => [[rule("in_next", { kind: "span", n, unit }), MONTHS], [rule("within_last", { kind: "span", n, unit }), MONTHS]])),
  ];
  for (const [node, spread] of cases) {
    const { handles } = drawn(node, spread, AS_OF);
    const said = handles.map((h) => moved(node, spread, h, handles, h.at, AS_OF));
    const value = node.value as { n?: number };
    assert.deepEqual(said.length === 2 ? said : said[0], Array.isArray(value) ? value : (value.n ?? node.value), JSON.stringify(node));
  }
});

test("the two ends of a range do not pass each other", () => {
  const node = rule("between", [3, 9]);
  const { handles } = drawn(node, TENS, AS_OF);
  const [low, high] = handles as [never, never];
  assert.equal(moved(node, TENS, low, handles, 30, AS_OF), 9);
  assert.equal(moved(node, TENS, high, handles, 0, AS_OF), 3);
});

test("a pointer says nothing finer than a pixel, and nothing odder than the data", () => {
  // four bins of ten over 80 pixels: two pixels a whole number
  assert.equal(pointed(TENS, SEATS, 33 / 80, 80), 17);
  // a bin of 900 over 20 pixels is 45 a pixel: fifties
  assert.equal(pointed(GROWING, SEATS, 0.75 + 0.25 * 0.31, 80), 400);
  assert.equal(pointed(measured([0, 1], { step: 0.01 }), SEATS, 0.33333, 80), 0.34);
  assert.equal(pointed(measured([-1, 0, 1], { step: 0 }), { kind: "change", of: SEATS }, 0.3, 800), -0.4);
  assert.equal(isoDay(pointed(MONTHS, SEATS, 0.34, 84)), "2024-02-01"); // close to the month's start
  assert.deepEqual([0.03, 1, 1.1, 2.2, 5.1, 0].map(niceStep), [0.05, 1, 2, 5, 10, 1]);
});

test("keys go by steps, by bins, to the ends, and stay where there are values", () => {
  const key = (name: string, at: number, spread = TENS) => keyed(spread, SEATS, at, name);
  assert.deepEqual([key("ArrowRight", 7), key("ArrowLeft", 7)], [8, 6]); // a bin of ten: 2 would be its eighth, from 7 to the next even
  assert.deepEqual([key("PageUp", 7), key("PageDown", 7)], [10, 0]);
  assert.deepEqual([key("Home", 7), key("End", 7), key("x", 7)], [0, 40, undefined]);
  assert.equal(key("ArrowLeft", 0), 0);
  assert.deepEqual([key("ArrowRight", 100, GROWING), key("ArrowLeft", 100, GROWING)], [200, 80]);
  assert.equal(isoDay(key("ArrowRight", 19754, MONTHS) as number), "2024-02-02");
});

test("categories say which of them the rule takes", () => {
  const spread: Categories = { kind: "categories", values: ["Silver", "Gold", "Äpfel"], counts: [3, 2, 1], others: 0, missing: 1, of: 7 };
  const order = ["Silver", "Gold"];
  const of = (op: string, value: unknown, more: object = {}) => taken({ ...rule(op, value), ...more }, spread, order);
  assert.deepEqual(of("is", "Gold"), [false, true, false]);
  assert.deepEqual(of("none_of", ["Gold"]), [true, false, true]);
  assert.deepEqual(of("is", "äPFEL", { ignore_case: true }), [false, false, true]);
  assert.deepEqual(of(">=", "Silver"), [true, true, false]); // what is not in the order has no place in it
  assert.deepEqual(of("between", ["Gold", "Gold"]), [false, true, false]);
  assert.deepEqual(of("ends_with", "l"), [false, false, true]);
  assert.deepEqual([of("is", undefined), of("matches", "G.*"), of("is", { kind: "attribute", column: "x" })], [null, null, null]);
  assert.deepEqual(taken(rule("is_false", undefined), { ...spread, values: [false, true] }, null), [true, false]);
});

test("a spread is asked for by metric and day, with the parameters in it; not where it depends on an entity outside", () => {
  const window = { kind: "last", n: { kind: "param", name: "days" } };
  const metric = { kind: "aggregate", table: "usage", agg: "count", window } as unknown as Metric;
  const asked = questionOf(metric, "accounts", AS_OF, [{ name: "days", default: 7 }, { name: "spare" }]);
  assert.deepEqual(asked?.question, { about: "spread", table: "accounts", metric, parameters: [{ name: "days", default: 7 }], as_of: AS_OF });
  const keys = [7, 8].map((n) => questionOf(metric, "accounts", AS_OF, [{ name: "days", default: n }])?.key);
  assert.equal(new Set([...keys, questionOf(metric, "accounts", "2024-03-01", [{ name: "days", default: 7 }])?.key]).size, 3);
  assert.equal(questionOf({ kind: "ratio", numerator: SEATS, denominator: { kind: "outer", of: SEATS } } as Metric, "contacts", AS_OF, []), null);
});

test("a category that is pointed at goes into the rule", () => {
  const REGION: Metric = { kind: "attribute", column: "region" };
  const value = (op: string, before: unknown, at: string | boolean): unknown => {
    const next = withCategory(rule(op, before, REGION), at);
    return next && (next.value ?? next.op);
  };
  assert.deepEqual([value("is", undefined, "EMEA"), value("is", "APAC", "EMEA"), value("is_not", "APAC", "EMEA")], ["EMEA", "EMEA", "EMEA"]);
  assert.deepEqual([value("is", "EMEA", "EMEA"), value("is", { kind: "param", name: "p" }, "EMEA"), value("contains", "E", "EMEA")], [null, null, null]);
  assert.deepEqual([value("one_of", ["APAC"], "EMEA"), value("none_of", ["APAC", "EMEA"], "EMEA"), value("one_of", ["EMEA"], "EMEA")], [["APAC", "EMEA"], ["APAC"], null]);
  assert.deepEqual([value("is_true", undefined, false), value("is_true", undefined, true), value("is", undefined, true)], ["is_false", "is_true", null]);
});
