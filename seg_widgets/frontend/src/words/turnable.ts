// Values of a rule that can be given a name: what it is compared with, and the lengths of its windows.
import { isCriterion, isGroup, isHabit, isNode, isRelated, isSequence, isSpan, withParts, type Draft, type Node, type Parameter, type Scalar } from "../definition";
import type { Catalogue } from "../protocol";
import { t } from "../strings";
import { metricName, pluralOf } from "./english";
import { put } from "./put";

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
    if (Array.isArray(value) && op === "between") value.forEach((end, i) => isScalar(end) && found.push({ path: ["value", i], label: `${label}, ${i ? t("upper") : t("lower")}`, value: end }));
    if (isSpan(value) && typeof value.n === "number") found.push({ path: ["value", "n"], label: `${label}, ${value.unit ?? "days"}`, value: value.n });
  }
  if (isGroup(node) && typeof node.n === "number") found.push({ path: ["n"], label: t("howMany"), value: node.n });
  if (isRelated(node)) {
    if (typeof node.n === "number") found.push({ path: ["n"], label: t("qCount", { plural: pluralOf(catalogue, node.table) }), value: node.n });
    if (isGroup(node.where) && typeof node.where.n === "number") found.push({ path: ["where", "n"], label: t("howMany"), value: node.where.n });
  }
  if (isSequence(node)) node.steps.forEach((step, i) => typeof step.within === "number" && found.push({ path: ["steps", i, "within"], label: t("figureStep", { n: i + 1 }) + t("stepWithin"), value: step.within }));
  const constants = (part: unknown, path: string[]): void => {
    if (!isNode(part)) return;
    if (part.kind === "constant" && typeof part.value === "number") found.push({ path: [...path, "value"], label: t("number"), value: part.value });
    for (const key of ["metric", "of", "numerator", "denominator", "left", "right"]) constants(part[key], [...path, key]);
  };
  if (isCriterion(node)) constants(node, []);
  const windows = (part: unknown, path: string[]): void => {
    if (!isNode(part)) return;
    const window = part.window as { n?: unknown; unit?: string } | undefined;
    if (window && typeof window.n === "number") found.push({ path: [...path, "window", "n"], label: t("lookedAt", { unit: title(window.unit ?? "days") }), value: window.n });
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
