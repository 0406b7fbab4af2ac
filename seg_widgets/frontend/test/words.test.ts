import assert from "node:assert/strict";
import test from "node:test";
import type { CriterionNode, Metric } from "../src/definition";
import { conditionText } from "../src/words/english";
import { replaced, reshape, withMetric, withOperator } from "../src/words/fit";
import { day, fromPercent, readNumber, share, short, toPercent } from "../src/words/numbers";
import { taken } from "../src/words/templates";
import { usesOf } from "../src/words/uses";
import { readKeys, writtenKey } from "../src/words/keys";
import { put } from "../src/words/put";
import { keepSaid, saidOf } from "../src/words/said";
import { catalogue, full, templates, turned, wide } from "./fixture";

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

test("a parameter is said as its value with its label, and knows what it is compared with", () => {
  const members = (turned.where as unknown as { members: CriterionNode[] }).members;
  const known = { ...catalogue, parameters: turned.parameters };
  const text = members.slice(0, 3).map((m) => conditionText(m, "accounts", known));
  assert.deepEqual(text, [
    "Edition is one of Gold [Editions]",
    "days with usage rows in the last 30 [Days looked at] days at most 2 days",
    "change of number of usage rows in the last 30 [Days looked at] days less than -40% [Change of use]",
  ]);
  const uses = usesOf(turned);
  assert.deepEqual([...uses.keys()], ["plans", "days", "fall"]);
  assert.equal(uses.get("days")?.unit, "days");
  assert.deepEqual(uses.get("plans")?.metric, { kind: "attribute", column: "plan" });
});

test("a template brings its parameters along, under names that are free", () => {
  const template = templates[0]!.segment;
  const alone = taken(template, undefined);
  assert.deepEqual(alone.parameters, template.parameters);
  const beside = taken(template, turned.parameters);
  assert.equal(beside.parameters?.at(-1)?.name, "days_2");
  assert.ok(JSON.stringify(beside.node).includes('{"kind":"param","name":"days_2"}'));
  assert.equal(taken(template, template.parameters).parameters?.length, 1);
});

test("something is put at a place in a node, and nothing else changes", () => {
  const sequence = (turned.where as unknown as { members: Metric[] }).members.at(-1) as Metric;
  const longer = put(sequence, ["steps", 1, "within"], 60);
  assert.equal(JSON.stringify(longer), JSON.stringify(sequence).replace('"within":30', '"within":60'));
});

test("keys are read as they are pasted", () => {
  const cases: [string, boolean, unknown[]][] = [
    ["A-7\n A-8 \n\nA-7\n", false, ["A-7", "A-8"]], ["a,b; c\td", false, ["a", "b", "c", "d"]], ['"M\u00fcller, S\u00f6hne",b\r\nc', false, ["M\u00fcller, S\u00f6hne", "b", "c"]],
    ["1,000\n2,001", true, [1000, 2001]], ["1,2,3", true, [1, 2, 3]], ["Account ID\nA\nB", false, ["A", "B"]], ["Account ID", false, ["Account ID"]],
    ['say "hi", x', false, ['say "hi"', "x"]], ["9007199254740993", true, ["9007199254740993"]], ["", true, []], ["x", true, ["x"]],
  ];
  for (const [text, numeric, keys] of cases) {
    const read = readKeys(text, numeric, ["account_id", "Account id"]);
    assert.deepEqual(read, keys, text);
    assert.deepEqual(readKeys(read.map(writtenKey).join("\n"), numeric), keys, `${text}, written again`);
  }
});

test("what is said of a node stays with it, wherever it goes", () => {
  const node = { kind: "tier", k: 4, of: { kind: "attribute", column: "arr" } };
  keepSaid({ where: { members: [{ metric: node }] } }, { "where.members.0.metric": { text: "tier" }, "where.members.7": { text: "nowhere" } });
  assert.equal(saidOf(node)?.text, "tier");
  assert.equal(saidOf(put(node, ["k"], 5))?.text, "tier");
});

test("text that has an order is compared by it", () => {
  const ordered = withOperator(plan, ">=", "accounts", catalogue);
  assert.equal(ordered.value, "Gold");
  assert.equal(conditionText(ordered, "accounts", catalogue), "Edition at least Gold");
  const industry = withMetric(ordered, { kind: "attribute", column: "industry" }, "accounts", catalogue);
  assert.equal(industry.op, "is");
});
