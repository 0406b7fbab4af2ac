import assert from "node:assert/strict";
import test from "node:test";
import { spreadsOf } from "../src/state/spreads";
import { Store } from "../src/state/store";
import { setNode, toggleMuted } from "../src/tree/edit";
import { locate } from "../src/tree/places";
import { blank, full, view } from "./fixture";
import { FakeModel } from "./kernel";

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const begin = (draft = full): { model: FakeModel; store: Store } => {
  const model = new FakeModel(draft);
  model.delay = 1e6;
  return { model, store: new Store(model as never) };
};
const mute = (store: Store, i: number): void => store.edit((s) => ({ ...s, tree: toggleMuted(s.tree, [i]) }));
const name = (store: Store, text: string): void => store.edit((s) => ({ ...s, head: { ...s.head, name: text } }), { key: "name", typing: true });

test("a click is sent at once, each edit with a rev one higher, the whole draft with it", () => {
  const { model, store } = begin();
  mute(store, 0);
  mute(store, 0);
  assert.deepEqual(model.sent.map((m) => [m.type, m.rev]), [["edit", 1], ["edit", 2]]);
  assert.equal(JSON.stringify(model.sent[1]?.segment), JSON.stringify(full));
  assert.ok(model.sent[0]?.by && model.sent[0].by === model.sent[1]?.by);
  const { model: other, store: another } = begin();
  mute(another, 0);
  assert.notEqual(other.sent[0]?.by, model.sent[0].by);
});

test("typing is sent when it pauses, shown at once, and is one step of the history", async () => {
  const { model, store } = begin();
  name(store, "A");
  name(store, "AB");
  assert.equal(store.state.sketch.head.name, "AB");
  assert.equal(model.sent.length, 0);
  await wait(320);
  assert.deepEqual(model.sent.map((m) => m.segment?.name), ["AB"]);
  store.undo();
  assert.equal(store.state.sketch.head.name, full.name);
});

test("a kernel that is gone is told, the draft stays, and a kernel that is back answers again", () => {
  const { model, store } = begin();
  model.put(model.answered(1, full));
  model.gone = true;
  mute(store, 0);
  assert.deepEqual([store.state.status, store.state.stale, model.sent.length], ["lost", true, 0]);
  store.setAsOf("2024-06-30");
  assert.equal(store.state.status, "lost");
  assert.notEqual(store.state.sketch.tree.rules[0]?.node.muted, full.where?.members?.[0]?.muted);
  model.gone = false;
  mute(store, 0);
  assert.deepEqual([store.state.status, model.sent.length], ["busy", 1]);
});

test("what was typed is sent before the editor goes", () => {
  const { model, store } = begin();
  name(store, "kept");
  store.close();
  assert.equal(model.sent[0]?.segment?.name, "kept");
});

test("a view of an earlier edit brings its answer, and never the draft", () => {
  const { model, store } = begin();
  mute(store, 0);
  const first = model.sent[0];
  mute(store, 1);
  model.put(model.answered(1, first?.segment ?? blank));
  assert.equal(store.state.answer?.rev, 1);
  assert.equal(store.state.sketch.tree.rules[1]?.node.muted, true);
  assert.equal(store.state.status, "busy");
  model.put(model.answered(2, model.sent[1]?.segment ?? blank));
  assert.equal(store.state.status, "ok");
  model.put(model.answered(1, first?.segment ?? blank));
  assert.equal(store.state.answer?.rev, 2, "an older answer does not come back");
});

test("a view that comes while more is being typed leaves what is typed", () => {
  const { model, store } = begin();
  mute(store, 0);
  name(store, "typing");
  model.put(model.answered(1, model.sent[0]?.segment ?? blank));
  assert.equal(store.state.sketch.head.name, "typing");
  assert.equal(store.state.status, "busy");
});

test("a definition set from Python replaces the draft, keeps ids where it can, and can be undone", () => {
  const { model, store } = begin();
  const id = store.state.sketch.tree.rules[0]?.id;
  const other = { ...full, name: "From Python" };
  model.put(view(other, { rev: 7 }));
  assert.equal(store.state.sketch.head.name, "From Python");
  assert.equal(store.state.sketch.tree.rules[0]?.id, id);
  store.undo();
  assert.deepEqual([model.sent[0]?.rev, model.sent[0]?.segment?.name], [8, full.name]);
});

test("a stale answer is kept and marked, its figures stay with the rules they were about", () => {
  const { model, store } = begin();
  const id = store.state.sketch.tree.rules[1]?.id ?? "";
  const counts = store.state.counts.get(id);
  assert.ok(counts);
  store.edit((s) => ({ ...s, tree: setNode(s.tree, [0], { kind: "criterion", metric: { kind: "attribute", column: "plan" }, op: "is" }) }));
  model.put(model.answered(1, model.sent[0]?.segment ?? blank));
  assert.deepEqual([store.state.stale, store.state.status], [true, "incomplete"]);
  assert.equal(store.state.counts.get(id), counts);
  const [first] = store.state.sketch.tree.rules;
  assert.equal(store.state.problems.get(first?.id ?? "")?.[0]?.code, "no-value");
});

test("an empty draft from Python is an empty tree", () => {
  const model = new FakeModel(blank);
  model.traits.view = view({}, { status: "incomplete" });
  const store = new Store(model as never);
  assert.equal(locate(store.state.sketch.tree, "").size, 1);
  assert.equal(store.state.answer, null);
});

test("another day is asked for with a rev of its own; null asks for the default", () => {
  const { model, store } = begin();
  store.setAsOf("2024-06-30");
  store.setAsOf(null);
  assert.deepEqual(model.sent.map(({ type, rev, date }) => [type, rev, date]), [["as_of", 1, "2024-06-30"], ["as_of", 2, null]]);
});

test("steps of a gesture are sent as fast as they are answered, the last one for certain, and undone as one", async () => {
  const { model, store } = begin();
  const drag = (text: string, at: number): void => {
    const now = Date.now;
    Date.now = () => at;
    store.edit((s) => ({ ...s, head: { ...s.head, name: text } }), { key: "drag-1", gesture: true, paced: true });
    Date.now = now;
  };
  drag("A", 1000);
  drag("B", 1100);
  drag("C", 9000); // one holds still for long
  assert.deepEqual(model.sent.map((m) => m.segment?.name), ["A"]);
  assert.equal(store.state.sketch.head.name, "C");
  model.put(model.answered(1, { ...full, name: "A" }));
  assert.deepEqual(model.sent.map((m) => m.segment?.name), ["A", "C"]);
  assert.equal(store.state.status, "busy");
  model.put({ ...model.answered(2, { ...full, name: "C" }), status: "busy" }); // it is still at it
  drag("D", 9100);
  assert.equal(model.sent.length, 2);
  store.close(); // and what waits is not lost
  assert.deepEqual(model.sent.map((m) => m.segment?.name), ["A", "C", "D"]);
  store.undo();
  assert.equal(store.state.sketch.head.name, full.name);
});

test("spreads are asked for one at a time, never while a count is awaited, and kept", async () => {
  const { model, store } = begin();
  const spreads = spreadsOf(store);
  const heard: string[] = [];
  const asked = (): number[] => model.sent.filter((m) => m.type === "ask").map((m) => m.ask ?? 0);
  const want = (key: string): (() => void) => spreads.want(key, { about: "templates" }, () => heard.push(key));
  mute(store, 0);
  want("a");
  want("b");
  want("c")(); // not any more
  assert.deepEqual(asked(), []);
  model.put(model.answered(1, full));
  assert.equal(asked().length, 1);
  model.fire("msg:custom", { type: "reply", ask: 1, spread: null }); // to another view of the same builder
  model.fire("msg:custom", { type: "reply", ask: asked()[0], spread: null });
  await wait(0);
  assert.deepEqual([asked().length, heard, spreads.get("a"), spreads.get("b")], [2, ["a"], null, undefined]);
  model.fire("msg:custom", { type: "reply", ask: asked()[1], problems: [] });
  await wait(0);
  assert.deepEqual([asked().length, heard, spreads.get("b")], [2, ["a", "b"], null]);
  model.traits.catalogue = { ...model.traits.catalogue, tables: { ...model.traits.catalogue.tables } };
  model.fire("change:catalogue"); // other data
  assert.equal(spreads.get("a"), undefined);
});

test("a count that takes long says how far it is, until it is there; of an earlier edit nothing is heard", () => {
  const { model, store } = begin();
  mute(store, 0);
  const progress = (rev: number, share: number | null): void => model.fire("msg:custom", { type: "progress", rev, share, left: 12 });
  progress(1, 0.25);
  assert.equal(store.state.progress?.share, 0.25);
  mute(store, 1);
  assert.equal(store.state.progress, null);
  progress(1, 0.5);
  assert.equal(store.state.progress, null);
  progress(2, null);
  assert.deepEqual([store.state.progress?.share, store.state.progress?.left], [null, 12]);
  store.cancel();
  assert.equal(model.sent.at(-1)?.type, "cancel");
  model.put({ ...model.answered(2, full), status: "stopped", stale: true });
  assert.deepEqual([store.state.status, store.state.progress], ["stopped", null]);
  store.recount();
  assert.deepEqual([model.sent.at(-1)?.type, model.sent.at(-1)?.rev], ["edit", 3]);
});

test("what is said of the data behind a rule comes later, and stays with the rule as it moves", () => {
  const { model, store } = begin();
  const first = store.state.sketch.tree.rules[0]?.id ?? "";
  model.traits.notes = { rev: 0, notes: { "where.members.0": { note: "old", severity: "bad" } } };
  model.fire("change:notes");
  assert.equal(store.state.notes.get(first)?.note, "old");
});
