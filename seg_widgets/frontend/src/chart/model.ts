// What a chart knows: the traits of Python's LiveJupyterChart.
import type { Spec } from "./vega";

export interface Picked {
  value: unknown;
  store: unknown;
}

export interface Traits {
  /** The design, without what is beside it. */
  spec: Spec | null;
  /** Rows, size and description. */
  _apart: Partial<Spec>;
  _vl_selections: Record<string, Picked>;
  /** Colour -> what it means: "#1c2430" -> "text". */
  _palette: Record<string, string>;
  file_name: string;
}

export interface Model {
  get<K extends keyof Traits>(name: K): Traits[K];
  set<K extends keyof Traits>(name: K, value: Traits[K]): void;
  save_changes(): void;
  send(content: unknown): void;
  on(event: string, callback: (...args: never[]) => void): void;
  off(event: string, callback: (...args: never[]) => void): void;
}

/** Give a spec other colours: each that means something goes through `into`. */
export function coloured<T>(of: T, palette: Record<string, string>, into: (meaning: string) => string): T {
  const known = new Map(Object.entries(palette).map(([colour, meaning]) => [colour, into(meaning)]));
  const change = (node: unknown): unknown => {
    if (typeof node === "string") return known.get(node) ?? node;
    if (Array.isArray(node)) return node.map(change);
    if (node === null || typeof node !== "object") return node;
    return Object.fromEntries(Object.entries(node).map(([key, part]) => [key, change(part)]));
  };
  return change(of) as T;
}
