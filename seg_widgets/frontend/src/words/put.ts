// Putting something else at a place inside a node.
import { withParts } from "../definition";

/** The node with something else at a way in it; `undefined` takes it out. */
export function put<T extends object>(node: T, path: readonly (string | number)[], value: unknown): T {
  const [step, ...rest] = path;
  if (step === undefined) return value as T;
  const next = rest.length ? put((node as Record<string | number, object>)[step] ?? {}, rest, value) : value;
  if (Array.isArray(node)) return node.map((part, i) => (i === step ? next : part)) as unknown as T;
  return withParts(node, { [step]: next } as never);
}
