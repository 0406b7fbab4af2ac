// Where an item is: its path in the tree, its place in the definition, the table it is about.
import { isRelated } from "../definition";
import type { Problem } from "../protocol";
import { isGroupItem, type GroupItem, type Item, type Path } from "./tree";

/** The item at a path, if there is one. */
export function itemAt(root: GroupItem, path: Path): Item | undefined {
  let item: Item | undefined = root;
  for (const step of path) {
    if (!item || !isGroupItem(item)) return undefined;
    item = item.rules[step];
  }
  return item;
}

const inside = (group: GroupItem, place: string): string => (isRelated(group.node) ? `${place}.where` : place);

/** Each item with its path, its place ("where.members.0") and the table whose rows it is about. */
export interface Located {
  item: Item;
  path: Path;
  place: string;
  table: string;
  /** That table and those around it, the nearest first: what a metric of the entity outside may be of. */
  around: readonly string[];
  parent: GroupItem | null;
}

/** Every item of the tree by id. */
export function locate(root: GroupItem, entity: string): Map<string, Located> {
  const all = new Map<string, Located>();
  const visit = (item: Item, path: Path, place: string, around: readonly string[], parent: GroupItem | null): void => {
    all.set(item.id, { item, path, place, table: around[0] ?? "", around, parent });
    if (!isGroupItem(item)) return;
    const within = isRelated(item.node) ? [item.node.table, ...around] : around;
    const at = inside(item, place);
    item.rules.forEach((rule, i) => visit(rule, [...path, i], `${at}.members.${i}`, within, item));
  };
  visit(root, [], "where", [entity], null);
  return all;
}

/** The table that the members of a group are about. */
export const innerTable = (group: GroupItem, table: string): string => (isRelated(group.node) ? group.node.table : table);

/** Sort problems by the id of the innermost item that they are about; those about no item under "". */
export function problemsById(problems: readonly Problem[], located: Map<string, Located>): Map<string, Problem[]> {
  const ids = new Map([...located.values()].map(({ place, item }) => [place, item.id]));
  const sorted = new Map<string, Problem[]>();
  for (const problem of problems) {
    const steps = problem.place.split(".");
    let id: string | undefined;
    while (steps.length && id === undefined) {
      id = ids.get(steps.join("."));
      steps.pop();
    }
    const key = id ?? "";
    sorted.set(key, [...(sorted.get(key) ?? []), problem]);
  }
  return sorted;
}

/** Sort what is known by place to the ids of the items that stand there. */
export function byId<T>(byPlace: Readonly<Record<string, T>>, located: Map<string, Located>): Map<string, T> {
  const sorted = new Map<string, T>();
  for (const { place, item } of located.values()) {
    const found = byPlace[place];
    if (found !== undefined) sorted.set(item.id, found);
  }
  return sorted;
}
