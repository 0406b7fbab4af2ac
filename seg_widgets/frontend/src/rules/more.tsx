// Conditions that are about no one metric: what was begun or stopped, every row, a list, another segment, two metrics at once.
import { useRef, type JSX } from "react";
import type { Metric, Node } from "../definition";
import { useChooser } from "../parts/choose";
import { firstWay } from "../parts/way";
import { useEditor, type Editor } from "../state/context";
import { t } from "../strings";
import { Icon } from "../ui/icons";
import { Menu, type MenuItem } from "../ui/menu";
import { pluralOf, singularOf } from "../words/english";
import { lookup, lookupTables, ratio } from "../words/metrics";

interface Props {
  table: string;
  look: string;
  /** With the related entities, where they have no button of their own. */
  related?: boolean;
  onAdd: (node: Node) => void;
}

export function MoreMenu({ table, look, related, onAdd }: Props): JSX.Element {
  const editor = useEditor();
  const anchor = useRef<HTMLButtonElement>(null);
  const [choose, chooser] = useChooser(anchor);
  const offer = ({ label, node }: Offer): MenuItem => ({ label, onPick: () => onAdd(node) });
  const calculation = (): void =>
    choose({ title: t("calcFirst"), table, family: "number", onChoose: (first) =>
      choose({ title: t("calcSecond"), table, family: "number", onChoose: (second) => onAdd(rule(ratio(first, second))) }) });
  const related_ = related ? (editor.state.catalogue.tables[table]?.related ?? []) : [];
  const items = (): (MenuItem | null)[] => [
    ...related_.map((r) => offer({ label: t("addRelatedTo", { plural: r.many ? r.plural : r.singular }), node: { kind: "related", table: r.table, ...firstWay(editor.state.catalogue, table, r.table), where: { kind: "everyone" } } })),
    null,
    ...rowConditions(editor, table).map(offer),
    null,
    { label: t("addCalculation"), onPick: calculation },
    ...lookupTables(editor.state.catalogue).map((from) => offer({ label: t("calcLookup", { plural: pluralOf(editor.state.catalogue, from.name) }), node: rule(lookup(from, table, editor.state.catalogue)) })),
    null,
    saved(editor, table, onAdd),
    offer({ label: t("addListed", { plural: pluralOf(editor.state.catalogue, table) }), node: { kind: "listed", keys: [] } }),
    offer({ label: t("everyoneRule", { singular: singularOf(editor.state.catalogue, table) }), node: { kind: "everyone" } }),
  ];
  return (
    <>
      <Menu anchor={anchor} className={look} label={t("addMore")} items={items}>
        <Icon name="plus" />{t("addMoreShort")}<Icon name="down" />
      </Menu>
      {chooser}
    </>
  );
}

interface Offer {
  label: string;
  node: Node;
}

const rule = (metric: Metric): Node => ({ kind: "criterion", metric, op: ">=" });

/** What is asked of the rows of a dated table. */
function rowConditions(editor: Editor, table: string): Offer[] {
  const { catalogue } = editor.state;
  const described = catalogue.tables[table];
  const dated = (described?.row_tables ?? []).filter((rows) => catalogue.tables[rows]?.kind === "event");
  const rows = dated[0] ?? described?.row_tables[0];
  const window = { kind: "last", n: 30 };
  if (!rows) return [];
  const of = (name: string): { table: string; via?: string } => ({ table: name, ...firstWay(catalogue, table, name) });
  return [
    { label: t("addStarted"), node: { kind: "first_ever", ...of(rows), window } },
    { label: t("addStopped"), node: { kind: "stopped", ...of(rows), window } },
    { label: t("addResumed"), node: { kind: "resumed", ...of(rows), window } },
    { label: t("addSequence"), node: { kind: "sequence", steps: [of(rows), { ...of(dated[1] ?? rows), within: 30 }], window: { kind: "last", n: 12, unit: "months" } } },
    { label: t("addEveryRow"), node: { kind: "every_row", ...of(rows), has: { kind: "all", members: [] } } },
  ];
}

/** A saved segment of the same entity; where none is saved yet, that is said. */
function saved(editor: Editor, table: string, onAdd: (node: Node) => void): MenuItem {
  const first = editor.state.segments.find((s) => s.entity === table);
  if (!first) return { label: t("addInSegment"), disabled: true, hint: t("noneSaved") };
  return { label: t("addInSegment"), onPick: () => onAdd({ kind: "segment", name: first.name }) };
}
