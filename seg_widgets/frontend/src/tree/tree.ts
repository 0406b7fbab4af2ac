// The definition as react-querybuilder holds it: a tree of groups and rules with ids. Each item carries its own node of the
// definition (without its members), so that everything a node holds survives, known to the editor or not.
//
// A related group is one group of the tree: its rules are the members of its `where`.
import { isEveryone, isGroup, isRelated, type GroupNode, type Node, type RelatedNode } from "../definition";

export interface RuleItem {
  readonly id: string;
  readonly field: string;
  readonly operator: string;
  readonly value: string;
  readonly node: Node;
}

export interface GroupItem {
  readonly id: string;
  readonly combinator: string;
  readonly rules: readonly Item[];
  /** A group without its members, or a related group without the members of its `where`. */
  readonly node: GroupNode | RelatedNode;
}

export type Item = RuleItem | GroupItem;
export type Path = readonly number[];

export const isGroupItem = (item: Item): item is GroupItem => "rules" in item;

const NONE: readonly Node[] = [];
let last = 0;
/** A fresh id, unique in this page. */
export const freshId = (): string => `sw${Date.now().toString(36)}-${(++last).toString(36)}`;

/** Turn a node into an item, taking over the ids of `before` where the same kind of node stood at the same place. */
export function toItem(node: unknown, before?: Item): Item {
  if (isRelated(node)) {
    const { where } = node;
    const members = isGroup(where) ? (where.members ?? NONE) : NONE;
    return group({ ...node, where: isGroup(where) ? { ...where, members: NONE } : where }, members, before);
  }
  if (isGroup(node)) return group({ ...node, members: NONE }, node.members ?? NONE, before);
  const kept = before && !isGroupItem(before) ? before.id : freshId();
  return leaf(node as Node, kept);
}

export const leaf = (node: Node, id = freshId()): RuleItem => ({ id, field: "", operator: "", value: "", node });

function group(node: GroupNode | RelatedNode, members: readonly Node[], before?: Item): GroupItem {
  const was = before && isGroupItem(before) ? before : undefined;
  const rules = members.map((member, i) => toItem(member, was?.rules[i]));
  return { id: was?.id ?? freshId(), combinator: combinator(node), rules, node };
}

const combinator = (node: GroupNode | RelatedNode): string => (isRelated(node) ? node.where.kind : node.kind);

/** Turn the `where` of a definition into the tree's root. What is not a group is put into one. */
export function toTree(where: unknown, before?: GroupItem): GroupItem {
  if (isGroup(where)) return toItem(where, before) as GroupItem;
  const members = where === undefined || where === null ? NONE : [where as Node];
  return toItem({ kind: "all", members }, before) as GroupItem;
}

/** Turn an item back into its node. */
export function fromItem(item: Item): Node {
  if (!isGroupItem(item)) return item.node;
  const members = item.rules.map(fromItem);
  const { node } = item;
  if (!isRelated(node)) return { ...node, members };
  if (isGroup(node.where)) return { ...node, where: { ...node.where, members } };
  if (members.length === 0) return node; // everyone: "there is at least one contact"
  return { ...node, where: { kind: "all", members } };
}

export const fromTree = (root: GroupItem): GroupNode => fromItem(root) as GroupNode;

/** Give what came out of react-querybuilder (a rule dropped on another makes a group of its own) the shape of ours. */
export function adopt(item: { id?: string; rules?: readonly unknown[]; combinator?: string; node?: unknown }): Item {
  if (!Array.isArray(item.rules)) return item as unknown as RuleItem;
  const rules = item.rules.filter((r) => typeof r === "object" && r !== null).map((r) => adopt(r as object));
  const node = (item.node as GroupNode | undefined) ?? { kind: "all" as const, members: NONE };
  const same = item.node && item.id && rules.every((r, i) => r === (item.rules as readonly unknown[])[i]);
  return same ? (item as unknown as GroupItem) : { id: item.id ?? freshId(), combinator: combinator(node), rules, node };
}

/** A tree that was put together of items as they were a while ago, with each of them as it is now. */
export function current(item: Item, now: ReadonlyMap<string, { readonly item: Item }>): Item {
  const node = now.get(item.id)?.item.node ?? item.node;
  if (!isGroupItem(item)) return node === item.node ? item : { ...item, node };
  const rules = item.rules.map((rule) => current(rule, now));
  const same = node === item.node && rules.every((rule, i) => rule === item.rules[i]);
  return same ? item : { ...item, node: node as GroupItem["node"], combinator: combinator(node as GroupItem["node"]), rules };
}

/** What drag and drop goes by: which items there are, and where. */
export const shapeOf = (item: Item): string => (isGroupItem(item) ? `${item.id}:${item.combinator}(${item.rules.map(shapeOf).join()})` : item.id);

/** Whether a related group asks only that there be such a related entity. */
export const asksForExistence = (item: GroupItem): boolean =>
  isRelated(item.node) && isEveryone(item.node.where) && item.rules.length === 0;
