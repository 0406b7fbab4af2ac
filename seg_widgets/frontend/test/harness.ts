// The page's script: ?state=full|blank|wide|error|stale|busy, &theme=light|dark, &alone, &width=900.
import editor from "../src/index";
import { blank, full, turned, view, wide } from "./fixture";
import type { Catalogue, View } from "../src/protocol";
import { FakeModel } from "./kernel";

const query = new URLSearchParams(location.search);
document.body.dataset.jpThemeLight = String(query.get("theme") !== "dark");
document.body.dataset.jpThemeName = query.get("theme") === "dark" ? "JupyterLab Dark" : "JupyterLab Light";
const page = document.getElementById("page") as HTMLElement;
page.style.width = `${query.get("width") ?? 1400}px`;

/** What a test has put there before: a catalogue and a view as Python sends them. */
const given = (window as unknown as { given?: { catalogue: Catalogue; view: View } }).given;
const state = query.get("state") ?? "full";
const model = new FakeModel(state === "blank" ? blank : state === "wide" ? wide : state === "turned" ? turned : full);
if (state === "error") {
  model.extra = [
    { code: "unknown-column", message: "'accounts' has no column 'plan_tier'.", place: "where.members.0.metric.column", hint: "Did you mean 'plan'?" },
    { code: "value-does-not-fit", message: "'soon' is not a day.", place: "where.members.5.members.0.value", hint: "Write a day as YYYY-MM-DD." },
    { code: "engine", message: "The engine failed.", place: "", hint: "" },
  ];
  model.traits.view = model.answered(0, full);
}
if (state === "stale") {
  const members = structuredClone((full.where as { members: object[] }).members);
  members.splice(2, 0, { kind: "criterion", metric: { kind: "attribute", column: "seats" }, op: ">=" }, { kind: "any", members: [] });
  model.traits.view = model.answered(1, { ...full, where: { kind: "all", members } as never });
}
if (state === "turned") model.traits.view.segments = [{ name: "Churned", entity: "accounts", description: "" }, { name: "Won back", entity: "accounts", description: "" }];
if (given) {
  model.traits.catalogue = given.catalogue;
  model.traits.view = given.view;
}
if (state === "busy") model.delay = 1e7;
if (state === "none") model.traits.view = view(blank, { status: "incomplete" });

const host = document.getElementById(query.has("alone") ? "alone" : "editor") as HTMLElement;
document.getElementById(query.has("alone") ? "page" : "alone")?.remove();
if (query.has("alone")) document.body.append(host);
(window as unknown as { model: FakeModel }).model = model;
(window as unknown as { close_editor: () => void }).close_editor = editor.render({ model: model as never, el: host });
