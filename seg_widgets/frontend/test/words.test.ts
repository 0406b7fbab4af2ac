import assert from "node:assert/strict";
import test from "node:test";
import type { CriterionNode } from "../src/definition";
import { conditionText } from "../src/words/english";
import { replaced, reshape, withMetric, withOperator } from "../src/words/fit";
import { day, fromPercent, readNumber, share, short, toPercent } from "../src/words/numbers";
import { catalogue, full, wide } from "./fixture";

test("a number is read exactly, or stays text, or is none", () => {
  const cases: [string, unknown][] = [
    ["30", 30], ["-0.5", -0.5], ["1,234,567.5", 1234567.5], ["\u221240", -40], ["9007199254740993", "9007199254740993"], ["9007199254740991", 9007199254740991],
    ["", undefined], ["abc", undefined], ["1e400", undefined], ["0x10", undefined], [".5", 0.5], ["1.", 1], ["Infinity", undefined],
    ["12,5", 12.5], ["0,125", 0.125], ["1,000", 1000], ["1,00", 1], ["1234,567", 1234.567], ["1.234,56", 1234.56], ["1.234.567", 1234567], ["-0,5", -0.5],
    ["1 000", 1000], ["1'000.5", 1000.5], ["1,2,3", undefined], ["1,", undefined], [",5", 0.5], ["1.2.3", undefined],
  ];
  for (const [typed, wanted] of cases) assert.equal(readNumber(typed), wanted, typed);
});

test("percent and share are each other's inverse, without dust", () => {
  for (const p of [40, 7, 33.3, 0.1, 58, 1e-7, 12345.678]) assert.equal(toPercent(fromPercent(p)), p);
  assert.deepEqual([toPercent(0.07), toPercent(-0.4), fromPercent(33.3)], [7, -40, 0.333]);
});

test("figures read as people write them", () => {
  assert.deepEqual([short(4_200_000), short(12_345), short(999), short(1.5e9)], ["4.2\u00a0M", "12.3\u00a0k", "999", "1.5\u00a0B"]);
  assert.deepEqual([share(54, 500), share(1, 100000), share(99999, 100000), share(0, 5), share(1, 0)], ["10.8%", "<0.1%", ">99.9%", "0%", "–"]);
  assert.deepEqual([day("2026-11-20"), day("soon"), day("2024-01-01 10:30:00")], ["20 Nov 2026", "soon", "1 Jan 2024 10:30"]);
});

test("each rule has words", () => {
  const text = (draft: typeof full): string[] => (draft.where as unknown as { members: CriterionNode[] }).members.map((m) => conditionText(m, "accounts", catalogue));
  assert.deepEqual(text(full), [
    "Edition is one of Gold, Enterprise",
    "Renewal date in the next 90 days",
    "change of total Usage in the last 30 days less than -40%",
    "days with usage rows where Feature is one of feature_1, feature_2 in the last 30 days at most 10 days",
    "no contact with Role is Decision Maker where Days since last login at most 60 days",
    "Days since the latest ticket at any time at least 120 days or total Minutes used in the last 3 months divided by Seats at least 0.8",
    "Industry is <b>Rétail</b> & Söhne",
  ]);
  for (const words of text(wide)) assert.ok(words && !words.includes("undefined") && !words.includes("[object"), words);
});

const plan: CriterionNode = { kind: "criterion", metric: { kind: "attribute", column: "plan" }, op: "is", value: "Gold" };

test("another operator takes the value along in the shape it wants", () => {
  assert.deepEqual(withOperator(plan, "one_of", "accounts", catalogue).value, ["Gold"]);
  assert.deepEqual(withOperator({ ...plan, op: "one_of", value: ["Gold", "Silver"] }, "is", "accounts", catalogue).value, "Gold");
  assert.equal("value" in withOperator(plan, "is_missing", "accounts", catalogue), false);
  assert.deepEqual(reshape(5, "range"), [5, null]);
  assert.deepEqual(reshape(undefined, "span"), { kind: "span", n: 30 });
  const other = { kind: "attribute", column: "signup_date" };
  assert.equal(reshape(other, "value_or_metric"), other);
});

test("another metric keeps what fits", () => {
  const picks = catalogue.picks.accounts ?? [];
  const picked = (label: string): CriterionNode => picks.find((p) => p.label === label)?.criterion as CriterionNode;
  const seats: CriterionNode = { kind: "criterion", metric: { kind: "attribute", column: "seats" }, op: "<", value: 7, muted: true };
  assert.deepEqual(replaced(seats, picked("ARR"), "accounts", catalogue), { kind: "criterion", metric: { kind: "attribute", column: "arr" }, op: "<", muted: true, value: 7 });
  assert.equal("value" in replaced(plan, { ...picked("Industry"), op: "is" }, "accounts", catalogue), false, "another column's text is not kept");
  assert.equal(replaced(plan, picked("Tickets"), "accounts", catalogue).value, 3);
  const rows = full.where as unknown as { members: CriterionNode[] };
  const active = rows.members[3] as CriterionNode;
  const swapped = replaced(active, picked("Usage"), "accounts", catalogue);
  assert.deepEqual([swapped.metric.where, swapped.metric.window, swapped.value], [active.metric.where, active.metric.window, 10]);
});

test("an aggregation of another type takes an operator that fits it", () => {
  const rows = full.where as unknown as { members: CriterionNode[] };
  const active = rows.members[3] as CriterionNode;
  const dated = withMetric({ ...active, op: "one_of", value: [1] }, { ...active.metric, agg: "last_day" }, "accounts", catalogue);
  assert.deepEqual([dated.op, dated.value], ["is", undefined]);
});
