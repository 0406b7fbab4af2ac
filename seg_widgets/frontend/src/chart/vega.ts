// Vega, which one widget of the kernel brings for all charts: whoever comes first makes the promise, the bringer keeps it.
import { CHART as WORDS } from "../strings/outside";

export interface View {
  data(name: string, rows: readonly Row[]): View;
  data(name: string): Row[];
  signal(name: string): unknown;
  signal(name: string, value: unknown): View;
  scale(name: string): (value: number) => number;
  getState(options: { signals: (name: string) => boolean; data: (name: string) => boolean }): { signals: Record<string, unknown> };
  width(pixels: number): View;
  height(pixels: number): View;
  description(words: string): View;
  addSignalListener(name: string, handler: (name: string, value: unknown) => void): View;
  runAsync(): Promise<View>;
  toCanvas(scale: number): Promise<HTMLCanvasElement>;
  toSVG(): Promise<string>;
}

export type Row = Record<string, unknown>;

export interface Compiled {
  data?: { name: string; format?: { parse?: Record<string, string> } }[];
}

export interface Embedded {
  view: View;
  vgSpec: Compiled;
  finalize: () => void;
}

export type Embed = (el: HTMLElement, spec: Spec, options: object) => Promise<Embedded>;

export interface Spec extends Record<string, unknown> {
  datasets?: Record<string, Row[]>;
  width?: number;
  height?: number;
  description?: string;
}

interface Promised {
  promise: Promise<Embed>;
  keep: (embed: Embed) => void;
}

const WAIT = 30_000;

/** Give vega-embed once it is there. */
export function vega(): Promise<Embed> {
  const all = globalThis as { segWidgetsVega?: Promised };
  if (all.segWidgetsVega === undefined) {
    let keep: Promised["keep"] = () => undefined;
    const promise = new Promise<Embed>((resolve) => (keep = resolve));
    all.segWidgetsVega = { promise, keep };
  }
  const late = new Promise<Embed>((_, reject) => setTimeout(() => reject(new Error(WORDS.late)), WAIT));
  return Promise.race([all.segWidgetsVega.promise, late]);
}
