// What can be made of a metric, in a menu beside it: a calculation, a comparison with the time before, a tier, a value where it is missing.
import { useRef, type JSX } from "react";
import type { Metric } from "../definition";
import type { Catalogue, Family } from "../protocol";
import { useEditor } from "../state/context";
import { t } from "../strings";
import { Icon } from "../ui/icons";
import { Menu, type MenuItem } from "../ui/menu";
import { metricText, pluralOf, singularOf } from "../words/english";
import { arithmetic, constant, hasTimeBefore, ifMissing, lookup, lookupTables, mapped, ordered, outer, peersOf, ratio, sidesOf } from "../words/metrics";
import { familyOf } from "../words/types";
import { useAround, type Surroundings } from "./around";
import { useChooser, type Choice } from "./choose";
import type { MetricChange } from "./metric";

interface Props {
  metric: Metric;
  table: string;
  onChange: MetricChange;
  /** A side of a calculation: it may be a number. */
  side?: boolean;
  /** That of a whole rule. */
  whole?: boolean;
  /** Inside a change: there is no other time before. */
  inChange?: boolean;
}

interface Context extends Props {
  catalogue: Catalogue;
  family: Family | null;
  today: string;
  around: Surroundings;
  choose: (choice: Choice | null) => void;
}

export function MetricMenu(props: Props): JSX.Element {
  const { metric, table } = props;
  const { catalogue, asOf } = useEditor().state;
  const around = useAround(table);
  const anchor = useRef<HTMLButtonElement>(null);
  const [choose, chooser] = useChooser(anchor);
  const context: Context = { ...props, catalogue, around, choose, today: asOf.date, family: familyOf(metric, table, catalogue) };
  return (
    <>
      <Menu anchor={anchor} label={t("calc", { text: metricText(metric, table, catalogue) })} title={t("calcHint")} className={`sw-iconbutton sw-calc ${props.whole ? "sw-whole" : ""}`}
        items={() => [...calculations(context), null, ...readings(context), null, ...instead(context), null, ...takenBack(context)]}>
        <Icon name="calc" />
      </Menu>
      {chooser}
    </>
  );
}

/** With another metric, or with a number. */
function calculations({ metric, table, family, choose, onChange }: Context): MenuItem[] {
  if (family !== "number") return [];
  const another = (label: string, make: (other: Metric) => Metric): MenuItem =>
    ({ label, icon: "calc", onPick: () => choose({ title: label, table, family, onChoose: (other) => onChange(make(other)) }) });
  return [
    another(t("calcDivide"), (other) => ratio(metric, other)),
    another(t("calcMinus"), (other) => arithmetic(metric, "-", other)),
    another(t("calcPlus"), (other) => arithmetic(metric, "+", other)),
    another(t("calcTimes"), (other) => arithmetic(metric, "*", other)),
    { label: t("calcNumber"), icon: "calc", onPick: () => onChange(arithmetic(metric, "*", constant(1))) },
  ];
}

/** The same, read in another way. */
function readings({ metric, table, family, catalogue, around, today, inChange, onChange }: Context): MenuItem[] {
  const items: MenuItem[] = [];
  const offer = (label: string, made: Metric | null, icon: MenuItem["icon"] = "sliders"): void => void (made && items.push({ label, icon, onPick: () => onChange(made) }));
  const isDate = family === "date" && (metric.kind === "attribute" || metric.kind === "aggregate");
  if (isDate) {
    offer(t("calcSince"), { kind: "days_since", of: metric }, "calendar");
    offer(t("calcUntil"), { kind: "days_until", of: metric }, "calendar");
    if (metric.kind === "attribute") offer(t("calcTenure"), { kind: "tenure", since: metric.column }, "calendar");
  }
  if (family === "number" && metric.kind !== "constant" && !around.rows) {
    if (!inChange && hasTimeBefore(metric)) offer(t("calcChange"), { kind: "change", of: metric }, "calendar");
    offer(t("calcTier"), { kind: "tier", of: metric, k: 4 }, "group");
    offer(t("calcPeers"), peersOf(metric, table, catalogue), "group");
  }
  if (metric.kind === "constant") return items;
  if (family === "text") offer(t("calcOrder"), ordered(metric, table, catalogue));
  if (family === "text" || family === "number" || family === "boolean") offer(t("calcMap"), mapped(metric, table, catalogue));
  if (family !== "list" && metric.kind !== "if_missing") offer(t("calcMissing"), ifMissing(metric, table, catalogue, today));
  return items;
}

/** Something else in its place: of an entity outside, from a table of figures, a number. */
function instead(context: Context): MenuItem[] {
  const { metric, table, catalogue, around, side, inChange, family, choose, onChange } = context;
  const named = ["attribute", "tenure", "days_since", "days_until", "aggregate", "change"].includes(metric.kind); // its own name opens the picker
  const another = { title: t("calcReplace"), table, family: side || inChange ? family : null, onChoose: onChange };
  return [
    ...(named ? [] : [{ label: t("calcReplace"), icon: "swap" as const, onPick: () => choose(another) }]),
    ...(side ? [{ label: t("calcConstant"), icon: "calc" as const, onPick: () => onChange(constant(1)) }] : []),
    ...outsides(context, onChange),
    ...(around.rows ? [] : lookupTables(catalogue).map((from): MenuItem =>
      ({ label: t("calcLookup", { plural: pluralOf(catalogue, from.name) }), icon: "search", onPick: () => onChange(lookup(from, table, catalogue)) }))),
  ];
}

/** A metric of each of the entities outside; in a row filter an attribute of its entity. */
export function outsides({ catalogue, around, choose, family }: Pick<Context, "catalogue" | "around" | "choose" | "family">, onChange: (metric: Metric) => void): MenuItem[] {
  const reached = around.rows ? around.tables.slice(1, 2) : around.tables.slice(1);
  return reached.map((outside, i) => {
    const label = t("calcOuter", { singular: singularOf(catalogue, outside) });
    const only = around.rows ? (metric: Metric): boolean => metric.kind === "attribute" : undefined;
    return { label: i ? `${label} (${t("levelsOut", { n: i + 1 })})` : label, icon: "up", onPick: () =>
      choose({ title: label, table: outside, family, only, onChoose: (metric) => onChange(outer(metric, i + 1, outside, catalogue)) }) };
  });
}

/** What it was made of, alone again. */
function takenBack({ metric, table, catalogue, around, onChange }: Context): MenuItem[] {
  const at = metric.kind === "outer" ? (around.tables[metric.up ?? 1] ?? table) : table;
  const back = (of: Metric): MenuItem => ({ label: t("calcKeep", { text: metricText(of, at, catalogue) }), icon: "undo", onPick: () => onChange(of) });
  if (metric.kind === "outer" || !metric.of) return sidesOf(metric).filter((m) => m.kind !== "constant").map(back);
  return [back(metric.of)];
}
