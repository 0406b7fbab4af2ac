// What Python says of the parts of a draft, kept by the very node that it is said of: nodes are never mutated, so the words
// stay right wherever a node is moved to, and when an edit is undone.
import type { Said } from "../protocol";

const known = new WeakMap<object, Said>();

/** What is said of a node; of one that has just been edited, what was said of it before, until Python has answered. */
export const saidOf = (node: object | undefined): Said | undefined => (node ? known.get(node) : undefined);

/** What is known of a node that the editor itself has just made. */
export const say = (node: object, said: Said): void => void known.set(node, said);

/** A node was edited into another: what was said of it stands until there is better. */
export function carrySaid(from: object, to: object): void {
  const said = known.get(from);
  if (said && !known.has(to)) known.set(to, said);
}

/** Keep what is said of a draft, by place. */
export function keepSaid(draft: object, words: Readonly<Record<string, Said>> | undefined): void {
  for (const [place, said] of Object.entries(words ?? {})) {
    const node = place.split(".").reduce<unknown>((at, step) => (typeof at === "object" && at !== null ? (at as Record<string, unknown>)[step] : undefined), draft);
    if (typeof node === "object" && node !== null) known.set(node, said);
  }
}
