// Finding a metric by its name, its synonyms, what it means, or a value that it has.
import { isCriterion, isNode, type Metric } from "../definition";
import type { Catalogue, Category, Pick, Table } from "../protocol";
import { t } from "../strings";
import { count } from "../words/numbers";
import { sourceColumn } from "../words/types";

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

/** What was found, and the other name by which it was, where its own does not say why. */
export interface Hit {
  pick: Pick;
  also?: string;
}

const VALUES = 3;

/** A letter without its accents, in lower case: who types "grosse" means "Größe". */
const plainLetter = (c: string): string => c.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace("ß", "ss");
const fold = (text: string): string => [...text].map(plainLetter).join("");
const wordsOf = (text: string): string[] => fold(text).split(/\s+/).filter(Boolean);

/** Those that hold every word of the search, the best first: by name, then by synonym, then by meaning. */
export const search = (picks: readonly Pick[], words: string): readonly Pick[] => find(picks, words).map(({ pick }) => pick);

/** The same, told why; with a catalogue also by the values that a column has: "gold" finds "Edition is Gold". */
export function find(picks: readonly Pick[], words: string, table?: string, catalogue?: Catalogue): readonly Hit[] {
  const wanted = wordsOf(words);
  if (!wanted.length) return picks.map((pick) => ({ pick }));
  const scored = picks.map((pick) => {
    const scores = wanted.map((word) => scoreOf(pick, word));
    const least = Math.min(...scores);
    const synonym = least === BY_SYNONYM ? pick.synonyms.find((s) => fold(s).includes(wanted[scores.indexOf(least)] as string)) : undefined;
    return { pick, score: least, sum: scores.reduce((a, b) => a + b, 0), ...(synonym && fold(synonym) !== fold(pick.label) ? { also: synonym } : {}) };
  });
  const valued = table && catalogue ? picks.flatMap((pick) => byValue(pick, fold(words.trim()), table, catalogue)) : [];
  return [...scored, ...valued].filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || b.sum - a.sum).map(({ pick, also }) => (also ? { pick, also } : { pick }));
}

const BY_SYNONYM = 2;

function scoreOf(pick: Pick, word: string): number {
  const label = fold(pick.label);
  if (label.startsWith(word)) return 5;
  if (label.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))) return 4;
  if (label.includes(word)) return 3;
  if (pick.synonyms.some((s) => fold(s).includes(word))) return BY_SYNONYM;
  return fold(`${pick.description} ${pick.detail} ${pick.id}`).includes(word) ? 1 : 0;
}

/** Whole rules for the values of a column that start as what was typed. */
function byValue(pick: Pick, typed: string, table: string, catalogue: Catalogue): (Hit & { score: number; sum: number; also?: string })[] {
  const rule = pick.criterion;
  if (typed.length < 2 || !isCriterion(rule) || rule.op !== "is" || rule.value !== undefined || rule.metric.kind !== "attribute") return [];
  const column = sourceColumn(rule.metric, table, catalogue);
  const starting = (column?.values ?? []).filter(([v]) => typeof v === "string" && ` ${fold(v)}`.includes(` ${typed}`));
  return starting.slice(0, VALUES).map(([value, n]) => ({
    pick: {
      ...pick, id: `${pick.id}=${value}`, label: t("saidIs", { what: pick.label, value: String(value) }),
      detail: n === null ? "" : t("saidOf", { n: count(n), of: count(catalogue.tables[table]?.rows ?? 0) }), criterion: { ...rule, value: value as string },
    },
    score: fold(String(value)) === typed ? 4.5 : 2.5, sum: 0,
  }));
}

/** A text in pieces, those that were searched for marked. */
export function marked(text: string, words: string): readonly (readonly [piece: string, hit: boolean])[] {
  const letters = [...text];
  const folded = letters.map(plainLetter);
  const whole = folded.join("");
  const starts: number[] = []; // which letter stands at a place of the folded text
  folded.forEach((part, i) => starts.push(...Array.from(part, () => i)));
  const hit = letters.map(() => false);
  for (const word of wordsOf(words))
    for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + word.length))
      for (let i = at; i < at + word.length; i++) hit[starts[i] as number] = true;
  const pieces: [string, boolean][] = [];
  letters.forEach((letter, i) => {
    const last = pieces.at(-1);
    if (last && last[1] === hit[i]) last[0] += letter;
    else pieces.push([letter, hit[i] as boolean]);
  });
  return pieces;
}

/** The dated table whose rows an entry reads, if it reads one. */
export function rowsOf(pick: Pick, catalogue: Catalogue): Table | undefined {
  const visit = (part: unknown): Table | undefined => {
    if (!isNode(part)) return undefined;
    const table = typeof part.table === "string" ? catalogue.tables[part.table] : undefined;
    if (table && table.kind !== "lookup") return table;
    for (const key of ["metric", "of", "numerator", "left"]) {
      const found = visit(part[key]);
      if (found) return found;
    }
    return undefined;
  };
  return visit(pick.criterion);
}

/** How many days before a day the latest row of a table is; null where that is not known. */
export function daysOld(table: Table | undefined, asOf: string): number | null {
  const latest = table?.columns.find((c) => c.name === table.time)?.max;
  if (typeof latest !== "string") return null;
  const days = (Date.parse(`${asOf.slice(0, 10)}T00:00:00Z`) - Date.parse(`${latest.slice(0, 10)}T00:00:00Z`)) / 86_400_000;
  return Number.isFinite(days) ? Math.max(0, Math.round(days)) : null;
}

/** What share of an entity's rows has a value of the entry's column; null where it reads none of its own. */
export function complete(pick: Pick, table: string, catalogue: Catalogue): number | null {
  const metric = isCriterion(pick.criterion) ? pick.criterion.metric : undefined;
  const own = metric?.kind === "attribute" ? metric : metric?.of?.kind === "attribute" ? (metric.of as Metric) : undefined;
  const column = own && sourceColumn(own, table, catalogue);
  const rows = catalogue.tables[table]?.rows ?? 0;
  return column && rows ? (rows - column.missing) / rows : null;
}

/** Tables related to this one among whose entries something would be found, with one of them. */
export function elsewhere(table: string, words: string, catalogue: Catalogue): { plural: string; label: string }[] {
  return (catalogue.tables[table]?.related ?? []).flatMap(({ table: other, plural }) => {
    const [hit] = find(picksOf(other, catalogue), words, other, catalogue);
    return hit ? [{ plural, label: hit.pick.label }] : [];
  });
}
