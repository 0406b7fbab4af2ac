// The spreads that are known here, by metric and day. They are asked for one at a time, and only while no count is awaited: a
// question never stands before an edit.
import { isNode, type Metric, type Parameter } from "../definition";
import type { Question, Spread } from "../protocol";
import type { Store } from "./store";

const KEPT = 200;

/** `undefined`: not known yet; `null`: there is none. */
export type Known = Spread | null | undefined;

export class Spreads {
  private readonly kept = new Map<string, Spread | null>();
  private readonly wanted = new Map<string, { question: Question; by: Set<() => void> }>();
  private asking = false;
  /** Of what data they are. */
  private of: unknown;

  constructor(private readonly store: Store) {
    this.of = store.state.catalogue.tables;
    store.subscribe(() => {
      const { tables } = store.state.catalogue;
      if (tables !== this.of) this.kept.clear();
      this.of = tables;
      this.next();
    });
  }

  readonly get = (key: string): Known => this.kept.get(key);

  /** Want a spread until told otherwise; `heard` is called once it is there. */
  readonly want = (key: string, question: Question, heard: () => void): (() => void) => {
    const wish = this.wanted.get(key) ?? { question, by: new Set() };
    wish.by.add(heard);
    this.wanted.set(key, wish);
    this.next();
    return () => {
      wish.by.delete(heard);
      if (!wish.by.size && this.wanted.get(key) === wish) this.wanted.delete(key);
    };
  };

  private next(): void {
    const { status } = this.store.state;
    if (status === "lost") this.asking = false;
    if (this.asking || status === "busy" || status === "lost" || !this.wanted.size) return;
    const [key, { question }] = this.wanted.entries().next().value as [string, { question: Question }];
    this.asking = true;
    void this.store.ask(question).then(({ spread }) => {
      this.asking = false;
      this.kept.set(key, spread ?? null);
      if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value as string);
      const heard = this.wanted.get(key)?.by;
      this.wanted.delete(key);
      heard?.forEach((tell) => tell());
      this.next();
    });
  }
}

const known = new WeakMap<Store, Spreads>();
export function spreadsOf(store: Store): Spreads {
  const spreads = known.get(store) ?? new Spreads(store);
  known.set(store, spreads);
  return spreads;
}

/** What to ask about a metric, and by what its answer is kept; null where there is nothing to ask. */
export function questionOf(metric: Metric, table: string, asOf: string, parameters: readonly Parameter[] | undefined): { key: string; question: Question } | null {
  const names = new Set<string>();
  if (!spreads(metric, names)) return null;
  const used = (parameters ?? []).filter((p) => names.has(p.name));
  return { key: JSON.stringify([table, metric, asOf, used.map((p) => [p.name, p.default])]), question: { about: "spread", table, metric, parameters: used, as_of: asOf } };
}

/** Whether a metric has a spread: not one that depends on an entity outside. Notes the parameters in it. */
function spreads(part: unknown, names: Set<string>): boolean {
  if (typeof part !== "object" || part === null) return true;
  if (isNode(part) && part.kind === "outer") return false;
  if (isNode(part) && part.kind === "param") names.add(String(part.name));
  return Object.values(part).every((inner) => spreads(inner, names));
}
