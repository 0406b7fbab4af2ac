// Values of a rule that can be given a name: what it is compared with, and the lengths of its windows.
import { isCriterion, isHabit, isNode, isSpan, withParts, type Draft, type Node, type Parameter, type Scalar } from "../definition";
import type { Catalogue } from "../protocol";
import { metricName } from "./english";
import { put } from "./figures";

export interface Turnable {
  path: readonly (string | number)[];
  label: string;
  value: Scalar | readonly Scalar[];
}

const isScalar = (x: unknown): x is Scalar => ["string", "number", "boolean"].includes(typeof x);
const title = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function turnable(node: Node, table: string, catalogue: Catalogue): Turnable[] {
  const found: Turnable[] = [];
  if (isCriterion(node)) {
    const { value, metric, op } = node;
    const label = title(metricName(metric, table, catalogue));
    if (isScalar(value) || (Array.isArray(value) && op !== "between" && value.length && value.every(isScalar))) found.push({ path: ["value"], label, value: value as Scalar });
    if (isSpan(value) && typeof value.n === "number") found.push({ path: ["value", "n"], label: `${label}, ${value.unit ?? "days"}`, value: value.n });
  }
  const windows = (part: unknown, path: string[]): void => {
    if (!isNode(part)) return;
    const window = part.window as { n?: unknown; unit?: string } | undefined;
    if (window && typeof window.n === "number") found.push({ path: [...path, "window", "n"], label: `${title(window.unit ?? "days")} looked at`, value: window.n });
    for (const key of ["metric", "of", "numerator", "denominator", "left", "right"]) windows(part[key], [...path, key]);
  };
  if (isCriterion(node) || isHabit(node) || node.kind === "every_row" || node.kind === "sequence") windows(node, []);
  return found;
}

/** The node with a parameter in the place of a value, and the draft's parameters with that one. */
export function asParameter<T extends Node>(node: T, { path, label, value }: Turnable, head: Draft): { node: T; head: Draft } {
  const known = head.parameters ?? [];
  const base = label.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "") || "value";
  let name = base;
  for (let i = 2; known.some((p) => p.name === name); i++) name = `${base}_${i}`;
  const parameter: Parameter = { name, default: value, label };
  return { node: put(node, path, { kind: "param", name }), head: withParts(head, { parameters: [...known, parameter] }) };
}
