// What a value may give way to: another metric, one of an entity outside, its peers, a figure that is looked up.
import { useRef, type JSX } from "react";
import type { CriterionNode, Metric } from "../definition";
import { useCatalogue } from "../state/context";
import { t } from "../strings";
import { Icon } from "../ui/icons";
import { Menu, type MenuItem } from "../ui/menu";
import { pluralOf } from "../words/english";
import { lookup, lookupTables, peersOf } from "../words/metrics";
import { familyOf } from "../words/types";
import { useAround } from "./around";
import { outsides } from "./calc";
import { useChooser } from "./choose";

export function CompareMenu({ node, table, onChange }: { node: CriterionNode; table: string; onChange: (metric: Metric) => void }): JSX.Element {
  const catalogue = useCatalogue();
  const around = useAround(table);
  const anchor = useRef<HTMLButtonElement>(null);
  const [choose, chooser] = useChooser(anchor);
  const { metric } = node;
  const family = familyOf(metric, table, catalogue);
  const items = (): MenuItem[] => {
    const peers = family === "number" && !around.rows ? peersOf(metric, table, catalogue) : null;
    return [
      { label: t("compareMetric"), icon: "swap", onPick: () => choose({ title: t("compareMetric"), table, family, onChoose: onChange }) },
      ...outsides({ catalogue, around, choose, family }, onChange),
      ...(peers ? [{ label: t("calcPeers"), icon: "group" as const, onPick: () => onChange(peers) }] : []),
      ...(around.rows ? [] : lookupTables(catalogue).map((from): MenuItem =>
        ({ label: t("calcLookup", { plural: pluralOf(catalogue, from.name) }), icon: "search", onPick: () => onChange(lookup(from, table, catalogue)) }))),
    ];
  };
  return (
    <>
      <Menu anchor={anchor} label={t("compareWith")} className="sw-iconbutton sw-compare" items={items}><Icon name="swap" /></Menu>
      {chooser}
    </>
  );
}
