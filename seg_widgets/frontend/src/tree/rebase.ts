// An edit is made of what was on screen; by then the draft may be a step further, for a screen is drawn after it. What the edit
// changed is changed in what is there now, and nothing else.

/** What an edit has made of `before`, made of `now`. */
export function rebased<T>(before: T, after: T, now: T): T {
  if (same(before, now)) return after;
  if (same(before, after)) return now;
  if (Array.isArray(after) && Array.isArray(now) && after.length === now.length) {
    // Two sides of a range, of which there may have been none.
    const was: readonly unknown[] = Array.isArray(before) ? before : after.map(() => null);
    if (was.length === after.length) return after.map((part, i) => rebased<unknown>(was[i], part, now[i])) as T;
  }
  if (!isPart(before) || !isPart(after) || !isPart(now)) return after;
  const names = new Set([...Object.keys(now), ...Object.keys(after)]);
  const made = [...names].map((name) => [name, rebased<unknown>(before[name], after[name], now[name])] as const);
  return Object.fromEntries(made.filter(([, value]) => value !== undefined)) as T;
}

const isPart = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const [mine, theirs] = [Object.entries(one), Object.entries(other)];
  return Array.isArray(one) === Array.isArray(other) && mine.length === theirs.length && mine.every(([name, value]) => same(value, (other as Record<string, unknown>)[name]));
}
