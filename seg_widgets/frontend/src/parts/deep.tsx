// A part that is shown as a sentence: Python says it, and its figures are turned in a popover.
import { useRef, useState, type JSX } from "react";
import type { Metric, Node } from "../definition";
import { Picker } from "../picker/picker";
import type { Pick } from "../protocol";
import { useCatalogue, useEditor } from "../state/context";
import { t } from "../strings";
import { TextInput } from "../ui/controls";
import { Icon } from "../ui/icons";
import { Popover } from "../ui/popover";
import { CONDITIONS } from "../definition";
import { conditionText, metricText } from "../words/english";
import { figuresOf, put, type Figure } from "../words/figures";
import { FilterInput } from "./filter";
import { NumberInput, PercentInput, WholeInput } from "./number";
import { WindowInput } from "./window";

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
            <div key={figure.path.join(".")} className="sw-figure">
              <span className="sw-figure-label">{figure.label}</span>
              <span className="sw-figure-input"><FigureInput figure={figure} onChange={(value, options) => onChange(put(node, figure.path, value), options)} /></span>
            </div>
          ))}
          <div className="sw-options-foot">
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
    case "value":
      return typeof figure.value === "string"
        ? <TextInput label={label} value={figure.value} onChange={(text) => onChange(text, typed)} />
        : <NumberInput label={label} value={figure.value} onChange={(n, typing) => n !== undefined && onChange(n, typing ? typed : undefined)} />;
  }
}
