import assert from "node:assert/strict";
import test from "node:test";
import { picksOf, search } from "../src/picker/search";
import { catalogue } from "./fixture";

const found = (words: string): string[] => search(picksOf("accounts", catalogue), words).map((p) => p.label);

test("the picker finds by name, synonym and meaning, names first", () => {
  assert.equal(found("usage")[0], "Usage");
  assert.deepEqual(found("tier"), ["Edition"]);
  assert.deepEqual(found("licences"), ["Seats"]);
  assert.deepEqual(found("quiet"), ["Days since the last ticket"]);
  assert.ok(found("change usage")[0] === "Change of usage");
  assert.deepEqual(found("no such thing"), []);
  assert.equal(found("  ").length, catalogue.picks.accounts?.length);
});

test("a table without picks offers its columns, but not its keys", () => {
  assert.deepEqual(picksOf("usage", catalogue).map((p) => p.label), ["Feature", "Usage", "Minutes used"]);
});
