// Edits of the tree: each gives a new tree and leaves the old one as it was.
import { isEveryone, isRelated, withParts, type GroupNode, type Node } from "../definition";
import { itemAt } from "./places";
import { rebased } from "./rebase";
import { freshId, fromItem, isGroupItem, toItem, type GroupItem, type Item, type Path } from "./tree";

/** Change the item at a path; what is not on the way to it stays the very same. */
export function change(root: GroupItem, path: Path, edit: (item: Item) => Item): GroupItem {
  const go = (item: Item, depth: number): Item => {
    const step = path[depth];
    if (step === undefined) return edit(item);
    if (!isGroupItem(item) || !item.rules[step]) return item;
    return { ...item, rules: item.rules.map((rule, i) => (i === step ? go(rule, depth + 1) : rule)) };
  };
  return go(root, 0) as GroupItem;
}

const changeGroup = (root: GroupItem, path: Path, edit: (group: GroupItem) => GroupItem): GroupItem =>
  change(root, path, (item) => (isGroupItem(item) ? edit(item) : item));

/** Replace a rule's node. */
export const setNode = (root: GroupItem, path: Path, node: Node): GroupItem =>
  change(root, path, (item) => ({ ...item, node }) as Item);

/** Change the node of the item with an id as an edit on screen has changed it, wherever it stands by now; one that is gone stays gone. */
export function amend(root: GroupItem, id: string, before: Node, after: Node): GroupItem {
  const path = pathOf(root, id);
  const item = path && itemAt(root, path);
  return path && item ? setNode(root, path, rebased(before, after, item.node)) : root;
}

/** Put an item into a group, at its end or at an index. */
export function insert(root: GroupItem, path: Path, item: Item, index?: number): GroupItem {
  return changeGroup(root, path, (group) => {
    const rules = [...group.rules];
    rules.splice(index ?? rules.length, 0, item);
    return taking(group, rules);
  });
}

/** A group with these members. A related group that asked for existence alone now asks for them. */
function taking(group: GroupItem, rules: readonly Item[]): GroupItem {
  const { node } = group;
  if (!rules.length || !isRelated(node) || !isEveryone(node.where)) return { ...group, rules };
  return { ...group, rules, combinator: "all", node: { ...node, where: { kind: "all", members: [] } } };
}

export function remove(root: GroupItem, path: Path): GroupItem {
  const index = path.at(-1);
  if (index === undefined) return root;
  return changeGroup(root, path.slice(0, -1), (group) => ({ ...group, rules: group.rules.filter((_, i) => i !== index) }));
}

/** Mute what speaks, let speak what is muted. */
export const toggleMuted = (root: GroupItem, path: Path): GroupItem =>
  change(root, path, (item) => ({ ...item, node: withParts(item.node, { muted: item.node.muted ? undefined : true }) }) as Item);

/** Put a copy, with ids of its own, after the original. */
export function duplicate(root: GroupItem, path: Path): { root: GroupItem; id: string } {
  const index = path.at(-1);
  let id = "";
  if (index === undefined) return { root, id };
  const next = changeGroup(root, path.slice(0, -1), (group) => {
    const original = group.rules[index];
    if (!original) return group;
    const copy = toItem(fromItem(original));
    id = copy.id;
    return { ...group, rules: [...group.rules.slice(0, index + 1), copy, ...group.rules.slice(index + 1)] };
  });
  return { root: next, id };
}

/** Put the item into a new group of its own, in its place. */
export function wrap(root: GroupItem, path: Path, kind: GroupNode["kind"]): GroupItem {
  if (path.length === 0) return root;
  return change(root, path, (item) => ({ id: freshId(), combinator: kind, rules: [item], node: { kind, members: [] } }));
}

/** Put the members of a plain group in its place. */
export function unwrap(root: GroupItem, path: Path): GroupItem {
  const index = path.at(-1);
  if (index === undefined) return root;
  return changeGroup(root, path.slice(0, -1), (group) => {
    const inner = group.rules[index];
    if (!inner || !isGroupItem(inner) || isRelated(inner.node)) return group;
    return { ...group, rules: [...group.rules.slice(0, index), ...inner.rules, ...group.rules.slice(index + 1)] };
  });
}

/** Where a step up or down leads: past a neighbour, or out of the group at its end. `null`: nowhere. */
export function shifted(root: GroupItem, path: Path, by: -1 | 1): GroupItem | null {
  const index = path.at(-1);
  if (index === undefined) return null;
  const parentPath = path.slice(0, -1);
  const parent = parentPath.reduce<Item | undefined>((item, step) => (item && isGroupItem(item) ? item.rules[step] : undefined), root);
  if (!parent || !isGroupItem(parent)) return null;
  const item = parent.rules[index];
  if (!item) return null;
  const to = index + by;
  const neighbour = parent.rules[to];
  if (neighbour && isGroupItem(neighbour) && !isRelated(neighbour.node)) {
    const without = remove(root, path); // into the neighbouring group, at its near end
    const at = by < 0 ? to : index;
    return insert(without, [...parentPath, at], item, by < 0 ? undefined : 0);
  }
  if (neighbour) {
    return changeGroup(root, parentPath, (group) => {
      const rules = group.rules.filter((_, i) => i !== index);
      return { ...group, rules: [...rules.slice(0, to), item, ...rules.slice(to)] };
    });
  }
  const outer = parentPath.at(-1);
  if (outer === undefined || isRelated(parent.node)) return null; // its members are about another table
  return insert(remove(root, path), parentPath.slice(0, -1), item, by < 0 ? outer : outer + 1);
}

/** Where an item stands, by its id. */
export function pathOf(root: GroupItem, id: string): Path | null {
  if (root.id === id) return [];
  for (const [i, rule] of root.rules.entries()) {
    if (rule.id === id) return [i];
    const inner = isGroupItem(rule) ? pathOf(rule, id) : null;
    if (inner) return [i, ...inner];
  }
  return null;
}

/** Put an item at the end of another group, which is none of its own. */
export function moveInto(root: GroupItem, path: Path, group: string): GroupItem {
  const item = path.reduce<Item | undefined>((at, step) => (at && isGroupItem(at) ? at.rules[step] : undefined), root);
  if (!item || (isGroupItem(item) && pathOf(item, group))) return root;
  const without = remove(root, path);
  const to = pathOf(without, group);
  return to ? insert(without, to, item) : root;
}

/** Put an item after the plain group that it is in; a group that was left empty goes. `null`: it is in none. */
export function moveOut(root: GroupItem, path: Path): GroupItem | null {
  const outer = path.slice(0, -1);
  const at = outer.at(-1);
  const parent = outer.reduce<Item | undefined>((item, step) => (item && isGroupItem(item) ? item.rules[step] : undefined), root);
  const item = parent && isGroupItem(parent) ? parent.rules[path.at(-1) ?? -1] : undefined;
  if (at === undefined || !item || !parent || isRelated(parent.node)) return null;
  const moved = insert(remove(root, path), outer.slice(0, -1), item, at + 1);
  return (parent as GroupItem).rules.length === 1 ? remove(moved, outer) : moved;
}

/** Change the kind of a group; a related group's kind is that of its `where`. `n` is there only where it is wanted. */
export function setKind(root: GroupItem, id: string, kind: GroupNode["kind"], n?: GroupNode["n"]): GroupItem {
  const path = pathOf(root, id);
  if (!path) return root;
  return changeGroup(root, path, (group) => {
    const parts = { kind, n: kind === "at_least" ? (n ?? 1) : undefined };
    const node = isRelated(group.node)
      ? { ...group.node, where: withParts(isEveryone(group.node.where) ? { kind, members: [] } : group.node.where, parts) }
      : withParts(group.node, parts);
    return { ...group, combinator: kind, node };
  });
}
