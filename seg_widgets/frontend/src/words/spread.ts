// A rule on the spread of its metric: what of it the rule takes, where its thresholds stand, what they become when they are moved.
//
// Values stand on one scale: numbers as they are, days counted from 1970-01-01. Bins are equally wide on screen, whatever they
// hold, so that few large values do not push all others into a corner.
import { isParam, isSpan, withParts, type CriterionNode, type Metric, type Parameter, type Scalar } from "../definition";
import type { Categories, Measured } from "../protocol";
import { day, plain, toPercent } from "./numbers";
import { isShare } from "./types";
import { unitText } from "./units";

/** From a value to another, the second not in it. */
export type Range = readonly [number, number];

export interface Handle {
  part: "value" | "lower" | "upper" | "n";
  /** Where the value is in the rule. */
  path: readonly (string | number)[];
  /** Where it stands on the scale. */
  at: number;
  /** What it says: a number, a day's number, how many days or months. */
  now: number;
  unit: string;
}

export interface Drawn {
  ranges: readonly Range[];
  handles: readonly Handle[];
}

const DAY = 86_400_000;
export const dayNumber = (iso: unknown): number | undefined =>
  typeof iso === "string" && /^\d{4}-\d\d-\d\d$/.test(iso) ? Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY) : undefined;
export const isoDay = (n: number): string => new Date(Math.round(n) * DAY).toISOString().slice(0, 10);

/** The day so many calendar months on; a day that a shorter month lacks is its last day. */
function monthsOn(n: number, months: number): number {
  const from = new Date(n * DAY);
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0));
  return Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(from.getUTCDate(), last.getUTCDate())) / DAY;
}

const MONTHS: Record<string, number> = { months: 1, quarters: 3, years: 12 };
const DAYS: Record<string, number> = { days: 1, weeks: 7, months: 30.4369, quarters: 91.3106, years: 365.2425 };
/** The day so many days, weeks, months … on. */
const spanOn = (from: number, n: number, unit: string): number => (MONTHS[unit] ? monthsOn(from, n * MONTHS[unit]) : from + n * (DAYS[unit] ?? 1));

export const isWhole = (spread: Measured): boolean => spread.kind === "date" || spread.step >= 1;

/** What a value or a parameter stands for. */
const given = (value: unknown, parameters: readonly Parameter[] | undefined): unknown =>
  isParam(value) ? parameters?.find((p) => p.name === value.name)?.default : value;

/** What a rule takes of its metric's values, and the thresholds that can be moved. */
export function drawn(node: CriterionNode, spread: Measured, asOf: string, parameters?: readonly Parameter[]): Drawn {
  const { op, value } = node;
  const one = isWhole(spread) ? 1 : 0;
  const read = (part: unknown): number | undefined => {
    const known = given(part, parameters);
    return spread.kind === "date" ? dayNumber(known) : typeof known === "number" ? known : undefined;
  };
  const handle = (part: Handle["part"], path: Handle["path"], now: number, at: number): Handle => ({ part, path, at, now, unit: "" });

  if (isSpan(value)) {
    const [n, today, unit] = [given(value.n, parameters), dayNumber(asOf), value.unit ?? "days"];
    if (typeof n !== "number" || today === undefined) return NOTHING;
    const next = op === "in_next";
    const at = next ? spanOn(today, n, unit) + 1 : spanOn(today, -n, unit) + 1;
    return { ranges: [next ? [today, at] : [at, today + 1]], handles: [{ part: "n", path: ["value", "n"], at, now: n, unit }] };
  }
  if (op === "between") {
    const [low, high] = Array.isArray(value) ? [read(value[0]), read(value[1])] : [];
    const handles = [
      ...(low === undefined ? [] : [handle("lower", ["value", 0], low, low)]),
      ...(high === undefined ? [] : [handle("upper", ["value", 1], high, high + one)]),
    ];
    return { ranges: low === undefined || high === undefined ? [] : [[low, high + one]], handles };
  }
  if (op === "one_of" || op === "none_of") {
    const all = given(value, parameters);
    const each = (Array.isArray(all) ? all : []).map(read).filter((x) => x !== undefined).sort((a, b) => a - b);
    const ranges = each.map((x): Range => [x, x + one]);
    return { ranges: op === "one_of" ? ranges : others(ranges), handles: [] };
  }
  const now = read(value);
  if (now === undefined) return NOTHING;
  const path = ["value"];
  switch (op) {
    case "<": return { ranges: [[-Infinity, now]], handles: [handle("value", path, now, now)] };
    case "<=": return { ranges: [[-Infinity, now + one]], handles: [handle("value", path, now, now + one)] };
    case ">": return { ranges: [[now + one, Infinity]], handles: [handle("value", path, now, now + one)] };
    case ">=": return { ranges: [[now, Infinity]], handles: [handle("value", path, now, now)] };
    case "is": return { ranges: [[now, now + one]], handles: [handle("value", path, now, now + one / 2)] };
    case "is_not": return { ranges: others([[now, now + one]]), handles: [handle("value", path, now, now + one / 2)] };
    case "same_month": {
      const iso = isoDay(now);
      const first = dayNumber(`${iso.slice(0, 8)}01`) as number;
      return { ranges: [[first, monthsOn(first, 1)]], handles: [] };
    }
    default: return NOTHING;
  }
}

const NOTHING: Drawn = { ranges: [], handles: [] };

/** What lies between and around some ranges, which ascend. */
function others(ranges: readonly Range[]): Range[] {
  const found: Range[] = [];
  let from = -Infinity;
  for (const [low, high] of ranges) {
    if (low > from) found.push([from, low]);
    from = Math.max(from, high);
  }
  return [...found, [from, Infinity]];
}

/** Where a value stands from left (0) to right (1); what lies beyond the bins stands at their ends. */
export function positionOf(edges: readonly number[], x: number): number {
  const last = edges.length - 1;
  if (x <= (edges[0] as number)) return 0;
  if (x >= (edges[last] as number)) return 1;
  const bin = edges.findIndex((edge) => edge > x) - 1;
  const [low, high] = [edges[bin] as number, edges[bin + 1] as number];
  return (bin + (x - low) / (high - low)) / last;
}

/** The value at a place between left (0) and right (1). */
export function valueAt(edges: readonly number[], position: number): number {
  const last = edges.length - 1;
  const along = Math.min(Math.max(position, 0), 1) * last;
  const bin = Math.min(Math.floor(along), last - 1);
  const [low, high] = [edges[bin] as number, edges[bin + 1] as number];
  return low + (along - bin) * (high - low);
}

/** The least of 1, 2, 5 times a power of ten that is no smaller. */
export function niceStep(size: number): number {
  if (!(size > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(size));
  return Number(((([1, 2, 5].find((m) => m * power >= size * 0.999) ?? 10) * power)).toPrecision(6));
}

const round = (x: number, step: number): number => Number((Math.round(x / step) * step).toPrecision(12));

/** The least step in which a threshold is moved: as the values are written; shares in whole percent. */
const leastStep = (spread: Measured, metric: Metric): number => (isWhole(spread) ? 1 : isShare(metric) ? 0.01 : spread.step);

/** How wide the bin is in which a place lies. */
const binAt = ({ edges }: Measured, position: number): number => {
  const bin = Math.min(Math.floor(Math.min(Math.max(position, 0), 1) * (edges.length - 1)), edges.length - 2);
  return (edges[bin + 1] as number) - (edges[bin] as number);
};

/** The value to which a pointer points: no finer than a pixel, no odder than the values are, and an edge where it is close to one. */
export function pointed(spread: Measured, metric: Metric, position: number, pixels: number): number {
  const { edges } = spread;
  const wide = pixels / (edges.length - 1);
  const close = edges[Math.round(position * (edges.length - 1))] as number;
  const x = valueAt(edges, position);
  if (spread.kind === "date" && Math.abs(positionOf(edges, close) - position) * pixels < 1.5) return close;
  const step = spread.kind === "date" ? 1 : Math.max(niceStep(binAt(spread, position) / wide), leastStep(spread, metric));
  return Math.min(Math.max(round(x, step), edges[0] as number), edges.at(-1) as number);
}

/** The value to which a key leads from where a handle stands; undefined: the key leads nowhere. */
export function keyed(spread: Measured, metric: Metric, at: number, key: string): number | undefined {
  const { edges, min, max } = spread;
  const least = leastStep(spread, metric);
  const within = (x: number): number => Math.min(Math.max(x, Math.min(min, edges[0] as number)), Math.max(max + (isWhole(spread) ? 1 : 0), edges.at(-1) as number));
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
    case "ArrowLeft":
    case "ArrowDown": {
      const by = key === "ArrowRight" || key === "ArrowUp" ? 1 : -1;
      // A step down from an edge is one of the bin below it.
      const step = spread.kind === "date" ? 1 : Math.max(niceStep(binAt(spread, positionOf(edges, at) + by * 1e-9) / 8), least);
      const next = round((by > 0 ? Math.floor(at / step + 1e-9) : Math.ceil(at / step - 1e-9)) * step + by * step, least || step);
      return within(next);
    }
    case "PageUp":
      return edges.find((edge) => edge > at) ?? within(at);
    case "PageDown":
      return edges.findLast((edge) => edge < at) ?? within(at);
    case "Home":
      return within(-Infinity);
    case "End":
      return within(Infinity);
    default:
      return undefined;
  }
}

/** What a handle says once it is moved to a value of the scale: the value that goes into the rule. */
export function moved(node: CriterionNode, spread: Measured, handle: Handle, others: readonly Handle[], to: number, asOf: string): Scalar | undefined {
  if (handle.part === "n") {
    const today = dayNumber(asOf) ?? 0;
    const days = node.op === "in_next" ? to - today - 1 : today - to + 1;
    return Math.max(1, Math.round(days / (DAYS[handle.unit] ?? 1)));
  }
  const whole = isWhole(spread);
  // A bound that is itself taken stands after its value.
  const after = handle.part === "upper" || node.op === "<=" || node.op === ">";
  const exact = node.op === "is" || node.op === "is_not";
  let x = whole ? (exact ? Math.floor(to) : Math.round(to) - (after ? 1 : 0)) : to;
  const other = others.find((h) => h.part !== handle.part);
  if (handle.part === "lower" && other) x = Math.min(x, other.now);
  if (handle.part === "upper" && other) x = Math.max(x, other.now);
  return spread.kind === "date" ? isoDay(x) : x;
}

/** What a handle says, in words. */
export function handleText({ now, part, unit }: Handle, spread: Measured, metric: Metric, of: string): string {
  if (part === "n") return `${plain(now)} ${unitText(unit, now)}`;
  if (spread.kind === "date") return day(isoDay(now));
  if (isShare(metric)) return `${plain(toPercent(now))}%`;
  return [plain(now), of].filter(Boolean).join(" ");
}

/** The rule with a category that was pointed at: of several it is put in or taken out, a single one is replaced; null: the rule has no place for it. */
export function withCategory(node: CriterionNode, category: string | boolean): CriterionNode | null {
  const { op, value } = node;
  if (typeof category === "boolean") return op === "is_true" || op === "is_false" ? withParts(node, { op: category ? "is_true" : "is_false" }) : null;
  if (op === "one_of" || op === "none_of") {
    const before = Array.isArray(value) ? value : [];
    const next = before.includes(category) ? before.filter((v) => v !== category) : [...before, category];
    return next.length ? withParts(node, { value: next }) : null;
  }
  const single = ["is", "is_not", "<", "<=", ">", ">="].includes(op) && (value === undefined || value === null || typeof value === "string");
  return single && value !== category ? withParts(node, { value: category }) : null;
}

/** Which categories a rule takes; null: that cannot be told here. */
export function taken(node: CriterionNode, spread: Categories, order: readonly string[] | null, parameters?: readonly Parameter[]): boolean[] | null {
  const { op } = node;
  const value = given(node.value, parameters);
  const fold = (x: unknown): string => {
    const text = node.trim ? String(x).trim() : String(x);
    return node.ignore_case ? text.toLowerCase() : text;
  };
  const many = (Array.isArray(value) ? value.map((v) => given(v, parameters)) : value === undefined || value === null ? [] : [value]).map(fold);
  if (!many.length && op !== "is_true" && op !== "is_false") return null;
  const [first = "", second = ""] = many;
  const rank = (x: unknown): number => order?.indexOf(String(x)) ?? -1;
  const ranked = (test: (at: number) => boolean) => (v: unknown): boolean => rank(v) >= 0 && test(rank(v));
  const tests: Record<string, (v: string | boolean) => boolean> = {
    is: (v) => many.includes(fold(v)), one_of: (v) => many.includes(fold(v)),
    is_not: (v) => !many.includes(fold(v)), none_of: (v) => !many.includes(fold(v)),
    is_true: (v) => v === true, is_false: (v) => v === false,
    contains: (v) => fold(v).includes(first), starts_with: (v) => fold(v).startsWith(first), ends_with: (v) => fold(v).endsWith(first),
    "<": ranked((at) => at < rank(first)), "<=": ranked((at) => at <= rank(first)),
    ">": ranked((at) => at > rank(first)), ">=": ranked((at) => at >= rank(first)),
    between: ranked((at) => at >= rank(first) && at <= rank(second)),
  };
  const test = typeof value === "object" && !Array.isArray(value) ? undefined : tests[op];
  return test ? spread.values.map(test) : null;
}
