// A model as anywidget gives it, with a kernel behind it that is made up: it answers each edit with plausible figures.
import type { Draft, Metric, Node } from "../src/definition";
import type { Answer, NodeCount, Problem, Spread, Traits, View } from "../src/protocol";
import { familyOf, isShare, sourceColumn } from "../src/words/types";
import { catalogue, templates, view } from "./fixture";

type Listener = (...args: unknown[]) => void;

export class FakeModel {
  readonly sent: { type: string; rev: number; by?: string; segment?: Draft; date?: string | null; id?: number; ask?: number; about?: string }[] = [];
  readonly listeners = new Map<string, Set<Listener>>();
  readonly traits: Traits;
  delay = 20;
  asOf = "2024-12-31";
  given = false;
  last: Answer | null = null;
  extra: Problem[] = [];
  gone = false;

  constructor(segment: Draft) {
    this.traits = { catalogue, view: this.answered(0, segment) };
  }

  get<K extends keyof Traits>(name: K): Traits[K] {
    return this.traits[name];
  }
  on(event: string, listener: Listener): void {
    this.listeners.set(event, (this.listeners.get(event) ?? new Set()).add(listener));
  }
  off(event: string, listener: Listener): void {
    this.listeners.get(event)?.delete(listener);
  }
  send(content: unknown): void {
    if (this.gone) throw new Error("Cannot send");
    const message = structuredClone(content) as (typeof this.sent)[number];
    this.sent.push(message);
    if (this.delay < 1e5) setTimeout(() => this.hear(message), this.delay);
  }
  fire(event: string, ...args: unknown[]): void {
    for (const listener of this.listeners.get(event) ?? []) listener(...args);
  }
  /** What setting the definition from Python does. */
  put(next: View): void {
    this.traits.view = next;
    this.fire("change:view");
  }
  hear(message: (typeof this.sent)[number]): void {
    if (message.type === "ping") return this.fire("msg:custom", { type: "pong", id: message.id });
    if (message.type === "ask") {
      const { ask, about, segment } = message;
      if (about === "spread") return this.fire("msg:custom", { type: "reply", ask, spread: spreadOf(message as never) });
      return this.fire("msg:custom", { type: "reply", ask, ...(about === "templates" ? { templates } : { in: (segment?.name ?? "").length, unknown: 2, universe: 500 }) });
    }
    if (message.type !== "edit" && message.type !== "as_of") return;
    if (message.type === "as_of") {
      this.given = message.date !== null;
      this.asOf = message.date ?? "2024-12-31";
    }
    this.put(this.answered(message.rev, message.segment ?? this.traits.view.segment));
  }

  answered(rev: number, segment: Draft): View {
    const problems = [...missing(segment.where as Node, "where"), ...this.extra];
    const { segments } = this.traits?.view ?? {};
    const as_of = { segments, as_of: this.asOf, as_of_from: this.given ? ("given" as const) : ("data" as const) };
    if (problems.length) {
      const wrong = problems.some((p) => !p.code.startsWith("no-") && !p.code.startsWith("empty-"));
      return view(segment, { rev, ...as_of, problems, status: wrong ? "error" : "incomplete", answer: this.last, stale: !!this.last });
    }
    const nodes: Record<string, NodeCount> = {};
    const members = count(segment.where as Node, "where", 500, nodes);
    const unknown = Math.min(90, Math.round((500 - members) / 5));
    this.last = {
      rev, as_of: this.asOf, entity: segment.entity ?? "", universe: 500, in: members, out: 500 - members - unknown, unknown, in_unknown: 3, nodes,
      value: { label: "ARR", unit: "USD", in: 78123 * members, all: 13_500_000 },
    };
    return view(segment, { rev, ...as_of, answer: this.last });
  }
}

/** Figures of the right shape for a metric: categories as the catalogue has them, numbers that fall off, days that rise. */
export function spreadOf({ table, metric }: { table: string; metric: Metric }): Spread | null {
  const column = sourceColumn(metric, table, catalogue);
  const family = familyOf(metric, table, catalogue);
  if (family === "text" && column?.values)
    return { kind: "categories", values: column.values.map(([v]) => String(v)), counts: column.values.map(([, n]) => n ?? 1), others: 0, missing: column.missing, of: 500 };
  if (family === "boolean") return { kind: "categories", values: [false, true], counts: [440, 60], others: 0, missing: 0, of: 500 };
  const range = (from: number, step: number, n: number): number[] => Array.from({ length: n }, (_, i) => Number((from + i * step).toPrecision(12)));
  if (family === "date")
    return { kind: "date", edges: range(19_700, 30, 25), counts: range(1, 2, 24), below: true, above: false, step: 1, min: 18_900, max: 20_419, missing: 12, of: 500 };
  if (family !== "number") return null;
  const falling = range(1, 1, 20).map((i) => Math.round(120 / i));
  if (isShare(metric)) return { kind: "number", edges: range(-1, 0.1, 21), counts: falling, below: false, above: true, step: 0, min: -1, max: 7.5, missing: 90, of: 500 };
  return { kind: "number", edges: range(0, 2, 21), counts: falling, below: false, above: true, step: 1, min: 0, max: 1200, missing: 0, of: 500 };
}

const hash = (text: string): number => [...text].reduce((h, c) => (h * 31 + c.charCodeAt(0)) % 9973, 7) / 9973;

function count(node: Node, place: string, of: number, nodes: Record<string, NodeCount>): number {
  const body = node.kind === "related" ? (node.where as Node) : node;
  const at = node.kind === "related" ? `${place}.where` : place;
  const members = (body.members ?? []) as Node[];
  let left = of;
  let met = Math.round(of * (0.25 + 0.6 * hash(JSON.stringify(node))));
  members.forEach((member, i) => {
    const alone = count(member, `${at}.members.${i}`, of, nodes);
    if (member.muted) return;
    left = Math.round((left * alone) / of);
    const own = nodes[`${at}.members.${i}`];
    if (own) own.after = body.kind === "all" ? left : null;
  });
  if (body.kind === "all" && members.length) met = left;
  const unknown = JSON.stringify(node).includes('"change"') && node.kind === "criterion" ? 90 : 0;
  nodes[place] = { met, after: null, unknown, of };
  return met;
}

const ALONE = ["is_empty", "is_true", "is_false", "is_missing", "is_present"];

function missing(node: Node, place: string): Problem[] {
  if (node.kind === "criterion")
    return node.value === undefined && !ALONE.includes(String(node.op))
      ? [{ code: "no-value", message: "This rule has nothing to compare with yet.", place: `${place}.value`, hint: "Give a value." }] : [];
  if (node.kind === "listed" && !(node.keys as unknown[]).length)
    return [{ code: "empty-list", message: "A list without keys is met by no one.", place: `${place}.keys`, hint: "Give at least one key." }];
  if (node.kind === "every_row") return missing(node.has as Node, `${place}.has`);
  if (node.kind === "related") return missing(node.where as Node, `${place}.where`);
  const members = node.members as Node[] | undefined;
  if (!members) return [];
  if (!members.length) return [{ code: "empty-group", message: "A group with no criteria has no meaning.", place: `${place}.members`, hint: "Add a criterion." }];
  return members.flatMap((m, i) => missing(m, `${place}.members.${i}`));
}
