// What stands under a group: add a rule, a group, a condition on related entities. And what an empty segment shows.
import type { JSX } from "react";
import type { Node } from "../definition";
import { CATEGORIES, picksOf } from "../picker/search";
import { firstWay } from "../parts/way";
import { Picker } from "../picker/picker";
import { TemplatePicker } from "../picker/templates";
import type { Pick } from "../protocol";
import { useEditor, type Editor } from "../state/context";
import { t } from "../strings";
import { insert } from "../tree/edit";
import type { Path } from "../tree/tree";
import { isGroupItem, toItem } from "../tree/tree";
import { Icon } from "../ui/icons";
import { Menu } from "../ui/menu";
import { pluralOf } from "../words/english";
import { editTree } from "./acts";
import { MoreMenu } from "./more";

function add(editor: Editor, path: Path, node: Node): void {
  const item = toItem(node);
  if (!isGroupItem(item)) editor.fresh.current = item.id;
  editTree(editor, (root) => insert(root, path, item));
}

interface Props {
  path: Path;
  /** The table that the members of the group are about. */
  table: string;
  root: boolean;
  kind: string;
}

export function AddButtons({ path, table, root, kind }: Props): JSX.Element {
  const editor = useEditor();
  const { catalogue } = editor.state;
  const look = `sw-button ${root ? "" : "sw-quiet"}`;
  const related = catalogue.tables[table]?.related ?? [];
  const addRelated = (to: string) => (): void =>
    add(editor, path, { kind: "related", table: to, ...firstWay(catalogue, table, to), where: { kind: "all", members: [] } });
  return (
    <div className="sw-add">
      <Picker table={table} className={look} label={t("addRuleName")} title={t("chooseMetric")} onPick={(pick: Pick) => add(editor, path, pick.criterion)}>
        <Icon name="plus" />{t("addRule")}
      </Picker>
      <button type="button" className={look} onClick={() => add(editor, path, { kind: kind === "any" ? "all" : "any", members: [] })}>
        <Icon name="plus" />{t("addGroup")}
      </button>
      {related.length === 1 && related[0] && (
        <button type="button" className={look} onClick={addRelated(related[0].table)}>
          <Icon name="plus" />{t("addRelatedTo", { plural: related[0].many ? related[0].plural : related[0].singular })}
        </button>
      )}
      {related.length > 1 && (
        <Menu className={look} label={t("addRelated")} items={() => related.map((r) => ({ label: r.many ? r.plural : r.singular, onPick: addRelated(r.table) }))}>
          <Icon name="plus" />{t("addRelated")}<Icon name="down" />
        </Menu>
      )}
      <MoreMenu table={table} look={look} onAdd={(node) => add(editor, path, node)} />
      {root && <TemplatePicker className={look}><Icon name="plus" />{t("fromTemplate")}</TemplatePicker>}
    </div>
  );
}

/** The empty segment: the four ways in. */
export function EmptySegment({ table }: { table: string }): JSX.Element {
  const editor = useEditor();
  const { catalogue } = editor.state;
  const onPick = (pick: Pick): void => add(editor, [], pick.criterion);
  const picks = picksOf(table, catalogue);
  const plural = pluralOf(catalogue, table);
  return (
    <div className="sw-emptystate" data-testid="empty">
      <h2>{t("emptyTitle")}</h2>
      <p>{t("emptyText")}</p>
      <div className="sw-ways">
        {CATEGORIES.map((category) => {
          const n = picks.filter((p) => p.category === category).length;
          if (!n) return null;
          return (
            <Picker key={category} table={table} category={category} className="sw-way" title={t("chooseMetric")} onPick={onPick}>
              <strong>{t(category)}</strong><span>{t(`${category}Hint`)}</span><span className="sw-badge">{n}</span>
            </Picker>
          );
        })}
      </div>
      <div className="sw-add">
        <Picker table={table} className="sw-button sw-primary" title={t("chooseMetric")} onPick={onPick}><Icon name="plus" />{t("addFirst")}</Picker>
        <TemplatePicker className="sw-button">{t("startTemplate")}</TemplatePicker>
        <button type="button" className="sw-button sw-quiet" onClick={() => add(editor, [], { kind: "everyone" })}>{t("emptyAll", { plural })}</button>
      </div>
    </div>
  );
}
