// A part that is shown as a sentence: Python says it, and its figures are turned in a popover.
import { useRef, useState, type JSX } from "react";
import { CONDITIONS, withParts, type Metric, type Node } from "../definition";
import { Picker } from "../picker/picker";
import type { Pick } from "../protocol";
import { useCatalogue, useEditor } from "../state/context";
import { t } from "../strings";
import { Select, TextInput } from "../ui/controls";
import { Icon } from "../ui/icons";
import { Popover } from "../ui/popover";
import { conditionText, metricText, pluralOf } from "../words/english";
import { figuresOf, put, type Figure } from "../words/figures";
import { FilterInput } from "./filter";
import { NumberInput, PercentInput, WholeInput } from "./number";
import { WindowInput } from "./window";

/** Attributes with more values than this make no groups of peers. */
const MANY = 50;

type Options = { key?: string; typing?: boolean };

interface Props<T extends Node> {
  node: T;
  table: string;
  onChange: (node: T, options?: Options) => void;
  onPick?: (pick: Pick) => void;
  className?: string;
}

export function DeepToken<T extends Node>({ node, table, onChange, onPick, className = "" }: Props<T>): JSX.Element {
  const catalogue = useCatalogue();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const text = (CONDITIONS as readonly string[]).includes(node.kind) ? conditionText(node, table, catalogue) : metricText(node as Metric, table, catalogue);
  const figures = figuresOf(node, table, catalogue);
  const steps = node.kind === "sequence" ? (node.steps as readonly { readonly table: string }[]) : undefined;
  if (!figures.length && !onPick) return <span className={`sw-token sw-other ${className}`}>{text}</span>;
  return (
    <>
      <button ref={button} type="button" className={`sw-token sw-other sw-deep ${className}`} aria-haspopup="dialog" aria-expanded={open}
        aria-label={t("figures", { text })} title={t("figuresHint")} onClick={() => setOpen(!open)}>
        <span>{text}</span><Icon name="down" />
      </button>
      {open && (
        <Popover anchor={button} label={t("figures", { text })} className="sw-figurelist" onClose={() => setOpen(false)}>
          <p className="sw-figure-text">{text}</p>
          {figures.map((figure) => (
            <div key={`${figure.kind} ${figure.path.join(".")}`} className="sw-figure">
              <span className="sw-figure-label">{figure.label}</span>
              <span className="sw-figure-input"><FigureInput figure={figure} onChange={(value, options) => onChange(changed(node, figure, value), options)} /></span>
            </div>
          ))}
          <div className="sw-options-foot">
            {steps && <button type="button" className="sw-button sw-quiet" onClick={() => onChange(put(node, ["steps"], [...steps, { table: steps.at(-1)?.table ?? "", within: 30 }]))}>
              <Icon name="plus" />{t("addStep")}
            </button>}
            {steps && steps.length > 2 && <button type="button" className="sw-button sw-quiet" onClick={() => onChange(put(node, ["steps"], steps.slice(0, -1)))}>{t("removeStep")}</button>}
            {onPick && <Picker table={table} className="sw-button sw-quiet" label={t("replaceMetric")} criteria onPick={(pick) => {
              setOpen(false);
              onPick(pick);
            }}>{t("replaceMetric")}</Picker>}
            <span className="sw-grow" />
            <button type="button" className="sw-button" onClick={() => setOpen(false)}>{t("done")}</button>
          </div>
        </Popover>
      )}
    </>
  );
}

/** The node with a figure changed, and what goes with it. */
function changed<T extends Node>(node: T, figure: Figure, value: unknown): T {
  const next = put(node, figure.path, value);
  if (figure.kind !== "choice") return next;
  return put(next, [...figure.path.slice(0, -1), "q"], value === "quantile" ? 0.75 : undefined); // a quantile has its q, and only it does
}

function FigureInput({ figure, onChange }: { figure: Figure; onChange: (value: unknown, options?: Options) => void }): JSX.Element {
  const catalogue = useCatalogue();
  const { state } = useEditor();
  const { label } = figure;
  const typed = { key: figure.path.join("-"), typing: true };
  switch (figure.kind) {
    case "window":
      return <WindowInput window={figure.window} table={figure.table} interval={catalogue.tables[figure.rows]?.kind === "interval"} lastOnly={figure.lastOnly}
        asOf={state.asOf.date} onChange={(window, typing) => onChange(window, typing ? typed : undefined)} />;
    case "filter":
      return <FilterInput kind="filter" table={figure.table} group={figure.group} title={label} onChange={(group, options) => onChange(group, options)} />;
    case "whole":
      return <span className="sw-withunit"><WholeInput label={label} least={figure.least} value={figure.value} onChange={(n) => onChange(n, typed)} />{figure.unit && <span className="sw-unit">{figure.unit}</span>}</span>;
    case "percent":
      return <PercentInput label={label} value={figure.value} onChange={(n) => typeof n === "number" && onChange(n, typed)} />;
    case "rows":
      return <Select label={label} className="sw-metric" value={figure.step.table} options={(catalogue.tables[figure.table]?.row_tables ?? []).map((rows) => ({ value: rows, label: pluralOf(catalogue, rows) }))}
        onChange={(rows) => onChange(withParts(figure.step, { table: rows, where: undefined, via: undefined }))} />;
    case "choice":
      return <Select label={label} value={figure.value} options={figure.options} onChange={onChange} />;
    case "columns": {
      const columns = (catalogue.tables[figure.table]?.columns ?? []).filter((c) => figure.value.includes(c.name) || (c.family === "text" && !c.hidden && c.distinct <= MANY));
      return (
        <span className="sw-checks" role="group" aria-label={label}>
          {columns.map((c) => (
            <label key={c.name}><input type="checkbox" checked={figure.value.includes(c.name)} disabled={figure.value.length === 1 && figure.value[0] === c.name}
              onChange={(e) => onChange((e.target as HTMLInputElement).checked ? [...figure.value, c.name] : figure.value.filter((name) => name !== c.name))} />{c.label || c.name}</label>
          ))}
        </span>
      );
    }
    case "value":
      return typeof figure.value === "string"
        ? <TextInput label={label} value={figure.value} onChange={(text) => onChange(text, typed)} />
        : <NumberInput label={label} value={figure.value} onChange={(n, typing) => n !== undefined && onChange(n, typing ? typed : undefined)} />;
  }
}
