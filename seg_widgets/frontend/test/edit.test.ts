import assert from "node:assert/strict";
import test from "node:test";
import type { GroupNode, Node } from "../src/definition";
import { amend, duplicate, insert, remove, setKind, setNode, shifted, toggleMuted, unwrap, wrap } from "../src/tree/edit";
import { rebased } from "../src/tree/rebase";
import { begin, push, redo, undo } from "../src/tree/history";
import { itemAt, locate } from "../src/tree/places";
import { fromTree, leaf, toTree, type GroupItem } from "../src/tree/tree";
import { full } from "./fixture";

const frozen = <T>(x: T): T => {
  if (typeof x === "object" && x !== null && !Object.isFrozen(x)) Object.values(Object.freeze(x)).forEach(frozen);
  return x;
};
const tree = frozen(toTree(full.where));
const id = (path: readonly number[]): string => itemAt(tree, path)?.id ?? "";
const everyone: Node = { kind: "everyone" };
const members = (t: GroupItem): Node[] => [...fromTree(t).members];
const kinds = (t: GroupItem): string[] => members(t).map((m) => m.kind);

test("no edit changes the tree that it starts from, nor the ids of what it leaves alone", () => {
  const before = JSON.stringify(tree);
  const edits = [
    setNode(tree, [0], everyone), insert(tree, [4], leaf(everyone)), remove(tree, [5, 0]), toggleMuted(tree, [3]), duplicate(tree, [4]).root,
    wrap(tree, [1], "any"), unwrap(tree, [5]), shifted(tree, [1], 1), setKind(tree, id([4]), "at_least", 2),
  ];
  assert.equal(JSON.stringify(tree), before);
  for (const edited of edits) {
    assert.ok(edited && edited !== tree);
    assert.equal(edited.id, tree.id);
    const kept = [...locate(edited, "accounts").keys()].filter((id) => locate(tree, "accounts").has(id));
    assert.ok(kept.length >= locate(tree, "accounts").size - 2);
  }
});

test("muting says so in the definition, and unmuting leaves no trace", () => {
  const muted = toggleMuted(tree, [0]);
  assert.equal(members(muted)[0]?.muted, true);
  assert.equal(JSON.stringify(fromTree(toggleMuted(muted, [0]))), JSON.stringify(full.where));
  assert.equal("muted" in (members(toggleMuted(tree, [6]))[6] as Node), false);
});

test("a duplicate stands after its original, with ids of its own", () => {
  const { root, id } = duplicate(tree, [4]);
  assert.equal(JSON.stringify(members(root)[5]), JSON.stringify(members(tree)[4]));
  assert.ok(!locate(tree, "accounts").has(id) && locate(root, "accounts").has(id));
});

test("wrapping and dissolving undo each other", () => {
  const wrapped = wrap(tree, [1], "none");
  assert.deepEqual(kinds(wrapped).slice(0, 3), ["criterion", "none", "criterion"]);
  assert.equal(JSON.stringify(fromTree(unwrap(wrapped, [1]))), JSON.stringify(full.where));
});

test("moving steps past neighbours, into groups and out of them, never into or out of a related group", () => {
  const names = (t: GroupItem | null): string => (t ? members(t).map((m) => (m.kind === "criterion" ? String(m.op) : m.kind)).join(" ") : "nowhere");
  assert.equal(names(shifted(tree, [0], -1)), "nowhere");
  assert.equal(names(shifted(tree, [0], 1)), "in_next one_of < <= related any is");
  assert.equal(names(shifted(tree, [3], 1)), "one_of in_next < related <= any is");
  assert.equal(names(shifted(tree, [6], -1)), "one_of in_next < <= related any");
  assert.equal(names(shifted(tree, [5, 0], -1)), "one_of in_next < <= related >= any is");
  assert.equal(names(shifted(tree, [5, 1], 1)), "one_of in_next < <= related any >= is");
  assert.equal(names(shifted(tree, [4, 0], 1)), "nowhere");
});

test("at least n has an n, and only it does; a related group's kind is that of its where", () => {
  const related = members(setKind(tree, id([4]), "at_least"))[4] as Node & { where: GroupNode };
  assert.equal(related.kind, "related");
  assert.deepEqual([related.where.kind, related.where.n, related.where.members.length], ["at_least", 1, 1]);
  assert.equal("n" in fromTree(setKind(setKind(tree, tree.id, "at_least", 3), tree.id, "any")), false);
});

test("a related group that asks for existence asks for its first rule once it has one", () => {
  const exists = toTree({ kind: "all", members: [{ kind: "related", table: "contacts", where: everyone }] });
  const asked = members(insert(exists, [0], leaf(everyone)))[0] as Node & { where: Node };
  assert.deepEqual(asked.where, { kind: "all", members: [everyone] });
});

test("history goes back and forth; typing into one field is one step; a new edit ends the future", () => {
  let h = begin("a");
  h = push(h, "ab", "name", 1000);
  h = push(h, "abc", "name", 1400);
  h = push(h, "abcd", "name", 9000);
  assert.deepEqual([undo(h).now, undo(undo(h)).now, undo(undo(undo(h))).now], ["abc", "a", "a"]);
  h = undo(h);
  assert.equal(redo(h).now, "abcd");
  assert.equal(redo(push(h, "x")).now, "x");
});

test("an edit of what was on screen changes what it changed, whatever has become of the rest meanwhile", () => {
  const was = { op: "contains", metric: { column: "name" } };
  const cases: [unknown, unknown, unknown, unknown][] = [ // before, after, now, and what comes of it
    [was, { ...was, value: "^A" }, { ...was, op: "matches" }, { ...was, op: "matches", value: "^A" }],
    [was, { ...was, op: "matches" }, { ...was, value: "^A" }, { ...was, op: "matches", value: "^A" }],
    [was, { ...was, metric: { column: "city" } }, { ...was, metric: { column: "name", via: "x" } }, { ...was, metric: { column: "city", via: "x" } }],
    [{ ...was, value: 1 }, was, { ...was, op: "is", value: 1 }, { ...was, op: "is" }],
    [{ ...was, value: 1 }, { ...was, value: 12 }, { ...was, value: 11 }, { ...was, value: 12 }],
    [{ value: [1, 9] }, { value: [2, 9] }, { value: [1, 8] }, { value: [2, 8] }],
    [{}, { value: [2, null] }, { value: [null, 8] }, { value: [2, 8] }],
    [{ value: ["a"] }, { value: ["a", "b"] }, { value: ["a", "c"] }, { value: ["a", "b"] }],
    [was, was, { ...was, op: "is" }, { ...was, op: "is" }],
  ];
  for (const [before, after, now, made] of cases) assert.deepEqual(rebased(before, after, now), made);
  const before = members(tree)[1] as Node;
  const moved = shifted(tree, [1], 1) as GroupItem;
  assert.deepEqual(members(amend(moved, id([1]), before, { ...before, muted: true }))[2], { ...before, muted: true });
  assert.equal(amend(remove(tree, [1]), id([1]), before, { ...before, muted: true }).rules.length, tree.rules.length - 1);
});
