import assert from "node:assert/strict";
import test from "node:test";
import { complete, daysOld, elsewhere, find, marked, picksOf, rowsOf, search } from "../src/picker/search";
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

test("it finds by a value, as a whole rule; the value's own name comes before words that only hold it", () => {
  const [first] = find(picksOf("accounts", catalogue), "gold", "accounts", catalogue);
  assert.deepEqual([first?.pick.label, first?.pick.detail], ["Edition is Gold", "142 of 500"]);
  assert.deepEqual(first?.pick.criterion, { kind: "criterion", metric: { kind: "attribute", column: "plan" }, op: "is", value: "Gold" });
  assert.deepEqual(find(picksOf("accounts", catalogue), "enter", "accounts", catalogue).map((h) => h.pick.label), ["Edition is Enterprise"]);
  assert.deepEqual(find(picksOf("accounts", catalogue), "prise", "accounts", catalogue), []); // a word starts so, or it does not
  assert.deepEqual(find(picksOf("accounts", catalogue), "g", "accounts", catalogue).filter((h) => h.pick.id.includes("=")), []);
});

test("accents do not stand in the way, and it is told by which other name something was found", () => {
  const pick = { ...picksOf("accounts", catalogue)[0]!, id: "g", label: "Größe", synonyms: ["Umfang", "Mühe"], description: "" };
  assert.deepEqual(["grosse", "GRÖß", "umf", "muhe"].map((words) => find([pick], words).map((h) => h.also)), [[undefined], [undefined], ["Umfang"], ["Mühe"]]);
  assert.deepEqual(marked("Größe der Größten", "gross"), [["Größ", true], ["e der ", false], ["Größ", true], ["ten", false]]);
  assert.deepEqual(marked("Strasse", "x"), [["Strasse", false]]);
});

test("what is found nowhere here may be found among related entities", () => {
  assert.deepEqual(find(picksOf("accounts", catalogue), "decision", "accounts", catalogue), []);
  assert.deepEqual(elsewhere("accounts", "decision", catalogue), [{ plural: "contacts", label: "Role is Decision Maker" }]);
});

test("an entry knows the rows that it reads, how old they are, how complete its column is", () => {
  const usage = picksOf("accounts", catalogue).find((p) => p.label === "Usage")!;
  assert.equal(rowsOf(usage, catalogue)?.name, "usage");
  const table = { ...catalogue.tables.usage!, time: "on", columns: [{ ...catalogue.tables.usage!.columns[0]!, name: "on", max: "2024-12-01T23:00:00" }] };
  assert.deepEqual(["2024-12-31", "2024-11-01"].map((asOf) => daysOld(table, asOf)), [30, 0]);
  assert.equal(daysOld({ ...table, time: null }, "2024-12-31"), null);
  const edition = picksOf("accounts", catalogue).find((p) => p.label === "Edition")!;
  assert.equal(complete(edition, "accounts", catalogue), 497 / 500);
  assert.equal(complete(usage, "accounts", catalogue), null);
});
