// What can be done to a rule or a group as a whole: mute, remove, and a menu of all the rest. Always in the tab order.
import type { JSX } from "react";
import { isCriterion, isMetricOperand, withParts } from "../definition";
import { useEditor, type Editor } from "../state/context";
import { t } from "../strings";
import { amend } from "../tree/edit";
import type { Located } from "../tree/places";
import { isGroupItem } from "../tree/tree";
import { IconButton } from "../ui/controls";
import { Icon } from "../ui/icons";
import { Menu, type MenuItem } from "../ui/menu";
import { asParameter, turnable } from "../words/turnable";
import { BY_ORDER, familyOf } from "../words/types";
import { act, editTree, entry, groupsFor, perform } from "./acts";

export function Actions({ at, text }: { at: Located; text: string }): JSX.Element {
  const editor = useEditor();
  const { muted } = at.item.node;
  const entries = (...ids: string[]): MenuItem[] => ids.map((id) => entry(editor, at, act(id)));
  return (
    <span className="sw-actions">
      <IconButton icon={muted ? "eyeOff" : "eye"} label={`${t(muted ? "unmute" : "mute")}: ${text}`} onClick={() => perform(editor, at, act("mute").does)} />
      <IconButton icon="trash" label={`${t("remove")}: ${text}`} onClick={() => perform(editor, at, act("remove").does)} />
      <Menu label={`${t("more")}: ${text}`} className="sw-iconbutton sw-moreactions" items={() => [
        ...textOptions(editor, at),
        null,
        ...namings(editor, at),
        null,
        ...entries("mute", "duplicate", "up", "down", "out"),
        ...moving(groupsFor(editor, at)),
        null,
        ...entries("wrapAny", "wrapAll", "wrapNone"),
        ...(isGroupItem(at.item) ? entries("unwrap") : []),
        null,
        ...entries("remove"),
      ]}>
        <Icon name="more" />
      </Menu>
    </span>
  );
}

const moving = (groups: MenuItem[]): MenuItem[] => (groups.length ? [{ label: t("moveTo"), icon: "into", items: () => groups }] : []);

/** Giving a value a name, so that it is turned in the strip of parameters. */
function namings(editor: Editor, { item, table }: Located): MenuItem[] {
  return turnable(item.node, table, editor.state.catalogue).map((what, i, all) => ({
    label: t("makeParameter", { label: all.some((other, j) => j !== i && other.label === what.label) ? `${what.label} (${i + 1})` : what.label }),
    icon: "sliders",
    onPick: () => editor.store.edit(({ head, tree }) => {
      const made = asParameter(item.node, what, head);
      return { head: made.head, tree: amend(tree, item.id, item.node, made.node) };
    }),
  }));
}

/** What is measured of an entity, by which it is set against others. */
const MEASURED = ["attribute", "tenure", "days_since", "days_until", "aggregate", "ratio", "arithmetic"];

/** What only some rules have: how text compares, the comparison with the time before. */
function textOptions(editor: Editor, at: Located): MenuItem[] {
  const { node } = at.item;
  if (!isCriterion(node)) return [];
  const put = (parts: object) => () => editTree(editor, (root) => amend(root, at.item.id, node, withParts(node, parts)));
  const items: MenuItem[] = [];
  const { metric } = node;
  const row = document.querySelector(`[data-item="${at.item.id}"] > .sw-line`);
  for (const [button, label, icon] of [[".sw-calc.sw-whole", t("calcMenu"), "calc"], [".sw-compare", t("compareMenu"), "swap"]] as const) {
    const found = [...(row?.querySelectorAll<HTMLElement>(button) ?? [])].find((e) => !e.closest("[data-sw-popover]"));
    if (found) items.push({ label, icon, onPick: () => found.click() });
  }
  if (familyOf(metric, at.table, editor.state.catalogue) === "text" && !BY_ORDER.includes(node.op)) {
    items.push({ label: t("ignoreCase"), checked: !!node.ignore_case, onPick: put({ ignore_case: node.ignore_case ? undefined : true }) });
    items.push({ label: t("trim"), checked: !!node.trim, onPick: put({ trim: node.trim ? undefined : true }) });
  }
  const numeric = familyOf(metric, at.table, editor.state.catalogue) === "number";
  if (metric.kind === "aggregate" && numeric) {
    const of = metric.window?.kind === "last" ? metric : { ...metric, window: { kind: "last", n: 30 } };
    items.push({ label: t("compareBefore"), icon: "calendar", onPick: put({ metric: { kind: "change", of }, op: "<", value: -0.2 }) });
  }
  const columns = editor.state.catalogue.tables[at.table]?.columns.filter((c) => c.family === "text" && !c.hidden && c.distinct > 1 && c.distinct <= 50) ?? [];
  const by = columns.find((c) => !c.order) ?? columns[0];
  if (numeric && by && MEASURED.includes(metric.kind) && node.value !== undefined && !isMetricOperand(node.value)) {
    items.push({ label: t("comparePeers"), icon: "group", onPick: put({ op: "<", value: { kind: "peers", of: metric, by: [by.name] } }) });
    items.push({ label: t("asTier"), icon: "group", onPick: put({ metric: { kind: "tier", of: metric, k: 4 }, op: "is", value: 4 }) });
  }
  if (metric.kind === "tier" && metric.of) items.push({ label: t("asItself"), icon: "group", onPick: put({ metric: metric.of, op: ">=", value: undefined }) });
  if (metric.kind === "change" && metric.of) items.push({ label: t("stopCompare"), icon: "calendar", onPick: put({ metric: metric.of, op: ">=", value: undefined }) });
  return items;
}
