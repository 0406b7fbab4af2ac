// All that can be done to a rule or a group as a whole: one list, for its menu, the keyboard and the list of shortcuts.
import { isRelated } from "../definition";
import type { Keys } from "../keys";
import type { Editor } from "../state/context";
import { t, type StringName } from "../strings";
import { duplicate, moveInto, moveOut, pathOf, remove, shifted, toggleMuted, unwrap, wrap } from "../tree/edit";
import { innerTable, itemAt, type Located } from "../tree/places";
import { isGroupItem, type GroupItem } from "../tree/tree";
import type { IconName } from "../ui/icons";
import type { MenuItem } from "../ui/menu";
import { conditionText, pluralOf } from "../words/english";

/** Change the tree of the draft. */
export function editTree(editor: Editor, change: (tree: GroupItem) => GroupItem): void {
  editor.store.edit((sketch) => {
    const tree = change(sketch.tree);
    return tree === sketch.tree ? sketch : { ...sketch, tree };
  });
}

interface Done {
  tree: GroupItem;
  /** Which item has the focus then; the same one, if none is named. */
  focus?: string;
  told: string;
}

export interface Act {
  id: string;
  name: StringName;
  icon: IconName;
  keys?: Keys;
  danger?: boolean;
  /** Not while one writes: the key means something there. */
  notInText?: boolean;
  /** What comes of it; null: it cannot be done here. */
  does: (tree: GroupItem, at: Located) => Done | null;
}

const same = (tree: GroupItem | null, told: string): Done | null => (tree ? { tree, told } : null);

/** Where an item has come to: "2 of 5 in all of". */
function standing(tree: GroupItem, id: string): string {
  const path = pathOf(tree, id) ?? [];
  const parent = path.slice(0, -1).reduce<GroupItem>((group, step) => group.rules[step] as GroupItem, tree);
  return t("standing", { n: (path.at(-1) ?? 0) + 1, of: parent.rules.length, kind: t(parent.combinator as StringName) });
}

const moved = (tree: GroupItem | null, id: string): Done | null => tree && { tree, told: t("movedTold", { where: standing(tree, id) }) };
const wrapped = (kind: "any" | "all" | "none") => (tree: GroupItem, at: Located): Done | null =>
  at.path.length ? { tree: wrap(tree, at.path, kind), told: t("wrappedTold", { kind: t(kind) }) } : null;

export const ACTS: readonly Act[] = [
  { id: "mute", name: "mute", icon: "eyeOff", keys: "Mod+/", does: (tree, { path, item }) => same(toggleMuted(tree, path), t(item.node.muted ? "unmutedTold" : "mutedTold")) },
  { id: "duplicate", name: "duplicate", icon: "copy", keys: "Mod+D", does: (tree, { path }) => {
    const { root, id } = duplicate(tree, path);
    return id ? { tree: root, focus: id, told: t("duplicatedTold") } : null;
  } },
  { id: "up", name: "moveUp", icon: "up", keys: "Alt+ArrowUp", does: (tree, { path, item }) => moved(shifted(tree, path, -1), item.id) },
  { id: "down", name: "moveDown", icon: "down", keys: "Alt+ArrowDown", does: (tree, { path, item }) => moved(shifted(tree, path, 1), item.id) },
  { id: "out", name: "moveOut", icon: "left", keys: "Alt+ArrowLeft", notInText: true, does: (tree, { path, item }) => moved(moveOut(tree, path), item.id) },
  { id: "wrapAny", name: "wrapAny", icon: "wrap", keys: "Mod+G", does: wrapped("any") },
  { id: "wrapAll", name: "wrapAll", icon: "wrap", does: wrapped("all") },
  { id: "wrapNone", name: "wrapNone", icon: "wrap", does: wrapped("none") },
  { id: "unwrap", name: "unwrap", icon: "group", keys: "Mod+Shift+G", does: (tree, { path, item }) =>
    isGroupItem(item) && !isRelated(item.node) && path.length && item.rules.length ? { tree: unwrap(tree, path), focus: item.rules[0]?.id, told: t("unwrappedTold") } : null },
  { id: "remove", name: "remove", icon: "trash", keys: "Delete", danger: true, notInText: true, does: (tree, { path }) => {
    const index = path.at(-1);
    const parent = itemAt(tree, path.slice(0, -1)); // as it is now
    if (index === undefined || !parent || !isGroupItem(parent)) return null;
    const next = parent.rules[index + 1] ?? parent.rules[index - 1] ?? parent;
    return { tree: remove(tree, path), focus: next.id, told: t("removedTold") };
  } },
];

export const act = (id: string): Act => ACTS.find((a) => a.id === id) as Act;

/** Do it; tell of it; leave the focus where it was, or where it now belongs. Whether it could be done. */
export function perform(editor: Editor, at: Located, does: Act["does"]): boolean {
  const { tree } = editor.store.state.sketch; // as it is now: it may be a step further than what is on screen
  const path = pathOf(tree, at.item.id);
  const item = path && itemAt(tree, path);
  const done = path && item ? does(tree, { ...at, path, item }) : null;
  if (!done) return false;
  editor.refocus(done.focus ?? at.item.id, done.focus !== undefined);
  editTree(editor, () => done.tree);
  editor.announce(done.told);
  return true;
}

/** The act as an entry of a menu. */
export function entry(editor: Editor, at: Located, { id, name, icon, keys, danger, does }: Act): MenuItem {
  const muted = id === "mute" && at.item.node.muted;
  return {
    label: t(muted ? "unmute" : name), icon: muted ? "eye" : icon, keys, danger, disabled: !does(editor.state.sketch.tree, at),
    onPick: () => void perform(editor, at, does),
  };
}

/** The groups that an item could be put into; those about something else are named, and not to be had. */
export function groupsFor(editor: Editor, at: Located): MenuItem[] {
  const { catalogue, sketch } = editor.state;
  const groups: MenuItem[] = [];
  for (const { item, table, place } of editor.located.values()) {
    if (!isGroupItem(item) || item.id === at.parent?.id || (isGroupItem(at.item) && pathOf(at.item, item.id))) continue;
    const about = innerTable(item, table);
    const fits = about === at.table;
    const words = isRelated(item.node) ? conditionText({ ...item.node, where: { kind: "everyone" } }, table, catalogue) : t(item.combinator as StringName);
    const first = item.rules[0];
    const within = first ? conditionText(first.node, about, catalogue) : t("nothingYet");
    groups.push({
      label: place === "where" ? t("moveTop") : `${words}: ${within}${item.rules.length > 1 ? " …" : ""}`, icon: "into", disabled: !fits,
      hint: fits ? undefined : t("aboutOthers", { plural: pluralOf(catalogue, about) }),
      onPick: () => void perform(editor, at, (tree) => moved(moveInto(tree, at.path, item.id), at.item.id)),
    });
  }
  return sketch.tree.rules.length ? groups : [];
}
