import assert from "node:assert/strict";
import test from "node:test";
import type { Node } from "../src/definition";
import { byId, locate, problemsById } from "../src/tree/places";
import { adopt, current, fromItem, fromTree, isGroupItem, toItem, toTree, type GroupItem } from "../src/tree/tree";
import { blank, full, turned, wide } from "./fixture";

const same = (a: unknown, b: unknown): void => assert.equal(JSON.stringify(a), JSON.stringify(b));

for (const segment of [full, wide, blank, turned]) {
  test(`the definition "${segment.name}" comes back byte for byte, and so does each node of it`, () => {
    same(fromTree(toTree(segment.where)), segment.where);
    for (const member of (segment.where as unknown as { members: Node[] }).members) same(fromItem(toItem(member)), member);
  });
}

test("a node of a kind that is not known here is kept as it is", () => {
  for (const odd of [{ kind: "sequence", steps: [{ kind: "all", members: [] }] }, { kind: "criterion", op: "is" }, { kind: "related", table: "x", where: { kind: "later" } }, { no: "kind" }])
    same(fromItem(toItem(odd)), odd);
});

test("a definition that is not one group becomes one", () => {
  same(fromTree(toTree(undefined)), { kind: "all", members: [] });
  same(fromTree(toTree({ kind: "everyone" })), { kind: "all", members: [{ kind: "everyone" }] });
});

test("ids are unique, and stay where the same thing stands at the same place", () => {
  const tree = toTree(full.where);
  const again = toTree(structuredClone(full.where), tree);
  const ids = (t: GroupItem): string[] => [...locate(t, "accounts").keys()];
  assert.deepEqual(ids(again), ids(tree));
  assert.equal(new Set(ids(tree)).size, ids(tree).length);
});

test("places run through the where of a related group, and its members are about its table", () => {
  const located = [...locate(toTree(full.where), "accounts").values()];
  const at = (place: string) => located.find((l) => l.place === place);
  assert.equal(at("where.members.4")?.table, "accounts");
  assert.equal(at("where.members.4.where.members.0")?.table, "contacts");
  assert.deepEqual(at("where.members.4.where.members.0")?.path, [4, 0]);
  assert.equal(at("where.members.5.members.1")?.table, "accounts");
});

test("a problem goes to the innermost part that it is about", () => {
  const tree = toTree(full.where);
  const located = locate(tree, "accounts");
  const problem = (place: string) => ({ code: "x", message: place, place, hint: "" });
  const sorted = problemsById(["where.members.4.where.members.0.metric.of", "where.members.4.scope.members.0.value", "where.n", "name", ""].map(problem), located);
  const place = (id: string): string => located.get(id)?.place ?? "";
  const by = Object.fromEntries([...sorted].map(([id, list]) => [place(id), list.map((p) => p.message)]));
  assert.deepEqual(by, {
    "where.members.4.where.members.0": ["where.members.4.where.members.0.metric.of"], "where.members.4": ["where.members.4.scope.members.0.value"],
    where: ["where.n"], "": ["name", ""],
  });
});

test("counts by place find their items", () => {
  const located = locate(toTree(full.where), "accounts");
  const counts = byId({ where: 1, "where.members.4.where.members.0": 2, "where.members.4.where": 3, "where.members.99": 4 }, located);
  assert.deepEqual([...counts.values()].sort(), [1, 2]);
});

test("a group that react-querybuilder made of two rules is a group of ours", () => {
  const tree = toTree(full.where);
  assert.equal(adopt(tree), tree);
  const made = { ...tree, rules: [{ id: "new", combinator: "and", rules: [tree.rules[0], tree.rules[1]] }, ...tree.rules.slice(2)] };
  const adopted = adopt(made) as GroupItem;
  const first = adopted.rules[0];
  assert.ok(first && isGroupItem(first) && first.id === "new");
  assert.equal((fromTree(adopted).members[0] as Node).kind, "all");
  assert.equal(fromTree(adopted).members.length, 6);
});

test("what was dragged is put in its new place as it is by now, and a copy as it was taken", () => {
  const tree = toTree(full.where);
  const [first, second, ...rest] = tree.rules;
  assert.ok(first && second && !isGroupItem(first));
  const edited = { ...tree, rules: [{ ...first, node: { ...first.node, muted: true as const } }, second, ...rest] };
  const dropped = { ...tree, rules: [second, first, { ...first, id: "a copy" }, ...rest] };
  const made = current(dropped, locate(edited, "accounts")) as GroupItem;
  assert.deepEqual(made.rules.slice(0, 3).map((rule) => [rule.id, rule.node.muted]), [[second.id, undefined], [first.id, true], ["a copy", undefined]]);
  assert.equal(current(edited, locate(edited, "accounts")), edited);
});
