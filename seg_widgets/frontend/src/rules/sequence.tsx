// One thing after another, as a sentence: a row of this, then within so many days a row of that, with none of those between.
import type { JSX } from "react";
import { withParts, type SequenceNode, type StepPart } from "../definition";
import { FilterInput } from "../parts/filter";
import { WholeInput } from "../parts/number";
import { firstWay, WaySelect } from "../parts/way";
import { WindowInput } from "../parts/window";
import { useEditor } from "../state/context";
import { t } from "../strings";
import { IconButton, Select } from "../ui/controls";
import { Icon } from "../ui/icons";
import { Menu, type MenuItem } from "../ui/menu";
import { pluralOf, singularOf } from "../words/english";

type Options = { key?: string; typing?: boolean };
interface Props {
  node: SequenceNode;
  table: string;
  onChange: (node: SequenceNode, options?: Options) => void;
}

export function SequenceSentence({ node, table, onChange }: Props): JSX.Element {
  const { state } = useEditor();
  const { steps, window } = node;
  const put = (next: readonly StepPart[], options?: Options): void => onChange({ ...node, steps: next }, options);
  const menu = (i: number): MenuItem[] => {
    const step = steps[i] as StepPart;
    return [
      ...(i > 0 && !step.without ? [{ label: t("addWithout"), icon: "filter" as const, onPick: () => put(changed(steps, i, { without: { table: steps[0]?.table ?? "" } })) }] : []),
      ...(step.without ? [{ label: t("removeWithout"), icon: "close" as const, onPick: () => put(changed(steps, i, { without: undefined })) }] : []),
      { label: t("addStepAfter"), icon: "plus", onPick: () => put([...steps.slice(0, i + 1), { table: step.table, within: 30 }, ...steps.slice(i + 1)]) },
      { label: t("stepEarlier"), icon: "up", disabled: i === 0, onPick: () => put(swapped(steps, i - 1)) },
      { label: t("stepLater"), icon: "down", disabled: i === steps.length - 1, onPick: () => put(swapped(steps, i)) },
      { label: t("removeStep", { n: i + 1 }), icon: "trash", danger: true, disabled: steps.length <= 2, onPick: () => put(without(steps, i)) },
    ];
  };
  return (
    <>
      {steps.map((step, i) => (
        <span key={i} className="sw-step" role="group" aria-label={t("step", { n: i + 1 })}>
          {i > 0 && (
            <>
              <span className="sw-word">{t("stepThen")}</span>
              <WholeInput label={t("figureStep", { n: i + 1 }) + t("figureWithin")} least={0} value={step.within} onChange={(within) => put(changed(steps, i, { within }), { key: `within-${i}`, typing: true })} />
              <span className="sw-word">{t("stepDays")}</span>
            </>
          )}
          <Rows label={t("figureStep", { n: i + 1 }) + t("figureRows")} part={step} table={table} onChange={(parts, options) => put(changed(steps, i, parts), options)} />
          {step.without && (
            <span className="sw-part" role="group" aria-label={t("stepNone", { n: i + 1 })}>
              <span className="sw-word">{t("stepWithout")}</span>
              <Rows label={t("figureStep", { n: i + 1 }) + t("figureWithout") + t("figureRows")} part={step.without} table={table}
                onChange={(parts, options) => put(changed(steps, i, { without: withParts(step.without as object, parts) as StepPart }), options)} />
              <span className="sw-word">{t("stepBetween")}</span>
              <IconButton icon="close" label={`${t("figureStep", { n: i + 1 })}${t("removeWithout")}`} onClick={() => put(changed(steps, i, { without: undefined }))} />
            </span>
          )}
          <Menu className="sw-iconbutton sw-calc" label={t("stepMenu", { n: i + 1 })} items={() => menu(i)}><Icon name="more" /></Menu>
        </span>
      ))}
      <WindowInput window={window} table={table} interval={false} asOf={state.asOf.date} onChange={(next, typing) => onChange(withParts(node, { window: next }), typing ? { key: "window", typing } : undefined)} />
    </>
  );
}

/** The rows that a step is of, or that must not lie before it. Other rows have other columns: the filter goes. */
function Rows({ label, part, table, onChange }: { label: string; part: StepPart; table: string; onChange: (parts: object, options?: Options) => void }): JSX.Element {
  const { catalogue } = useEditor().state;
  return (
    <>
      <Select label={label} className="sw-metric" value={part.table} options={(catalogue.tables[table]?.row_tables ?? []).map((rows) => ({ value: rows, label: singularOf(catalogue, rows) }))}
        onChange={(rows) => onChange({ table: rows, where: undefined, via: firstWay(catalogue, table, rows).via })} />
      <WaySelect table={table} other={part.table} via={part.via} onChange={(via) => onChange({ via })} />
      <FilterInput kind="filter" outside={table} table={part.table} group={part.where} title={t("filterTitle", { plural: pluralOf(catalogue, part.table) })} onChange={(where, options) => onChange({ where }, options)} />
    </>
  );
}

const changed = (steps: readonly StepPart[], at: number, parts: object): StepPart[] => steps.map((step, i) => (i === at ? withParts(step, parts) : step));

/** The first step has none before it. */
const begun = ([first, ...rest]: readonly StepPart[]): StepPart[] =>
  first ? [withParts(first, { within: undefined, without: undefined }), ...rest.map((step) => (step.within === undefined ? { ...step, within: 30 } : step))] : [];
const without = (steps: readonly StepPart[], at: number): StepPart[] => begun(steps.filter((_, i) => i !== at));

/** A step and the one after it change places; how long after one another stays. */
function swapped(steps: readonly StepPart[], at: number): StepPart[] {
  const [one, two] = [steps[at], steps[at + 1]];
  if (!one || !two) return [...steps];
  const kept = (step: StepPart, when: StepPart): StepPart => withParts(step, { within: when.within, without: when.without });
  return [...steps.slice(0, at), kept(two, one), kept(one, two), ...steps.slice(at + 2)];
}
