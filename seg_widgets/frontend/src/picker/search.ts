// Finding a metric by its name, its synonyms, what it means.
import type { Catalogue, Category, Pick } from "../protocol";

export const CATEGORIES: readonly Category[] = ["basic", "lifecycle", "behaviour", "value"];

/** What can be picked for a table: what the catalogue offers, else the table's own columns. */
export function picksOf(table: string, catalogue: Catalogue): readonly Pick[] {
  const offered = catalogue.picks[table];
  if (offered?.length) return offered;
  return (catalogue.tables[table]?.columns ?? []).filter((c) => !c.hidden).map((column) => ({
    id: column.name,
    label: column.label || column.name,
    category: column.category ?? "basic",
    description: column.description,
    synonyms: column.synonyms,
    detail: "",
    criterion: {
      kind: "criterion",
      metric: { kind: "attribute", column: column.name },
      op: catalogue.operators[column.family]?.[0]?.op ?? "is_present",
    },
  }));
}

/** Those that hold every word of the search, the best first: by name, then by synonym, then by meaning. */
export function search(picks: readonly Pick[], words: string): readonly Pick[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (!wanted.length) return picks;
  const scored = picks.map((pick) => ({ pick, score: Math.min(...wanted.map((word) => scoreOf(pick, word))) }));
  return scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score).map(({ pick }) => pick);
}

function scoreOf(pick: Pick, word: string): number {
  const label = pick.label.toLowerCase();
  if (label.startsWith(word)) return 5;
  if (label.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))) return 4;
  if (label.includes(word)) return 3;
  if (pick.synonyms.some((s) => s.toLowerCase().includes(word))) return 2;
  return `${pick.description} ${pick.detail} ${pick.id}`.toLowerCase().includes(word) ? 1 : 0;
}
