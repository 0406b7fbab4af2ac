// Undo and redo over drafts. Steps that share a key and follow at once (typing into one field) are one step; those of one
// gesture (a drag) are, however slow it is.

export interface History<T> {
  readonly past: readonly T[];
  readonly now: T;
  readonly future: readonly T[];
  readonly key: string | null;
  readonly at: number;
}

const DEPTH = 100;
const PAUSE = 1000;

export const begin = <T>(now: T): History<T> => ({ past: [], now, future: [], key: null, at: 0 });

export function push<T>(history: History<T>, now: T, key: string | null = null, at = Date.now(), pause = PAUSE): History<T> {
  const same = key !== null && key === history.key && at - history.at < pause && history.future.length === 0;
  const past = same ? history.past : [...history.past.slice(-(DEPTH - 1)), history.now];
  return { past, now, future: [], key, at };
}

export function undo<T>(history: History<T>): History<T> {
  const now = history.past.at(-1);
  if (now === undefined) return history;
  return { past: history.past.slice(0, -1), now, future: [history.now, ...history.future], key: null, at: 0 };
}

export function redo<T>(history: History<T>): History<T> {
  const [now, ...future] = history.future;
  if (now === undefined) return history;
  return { past: [...history.past, history.now], now, future, key: null, at: 0 };
}
