// Parameters: a value that has a name. In a rule it shows as its value with its label; in the strip under the head it is turned.
import { useRef, useState, type JSX } from "react";
import { withParts, type Param, type Parameter, type Scalar } from "../definition";
import { useCatalogue, useEditor } from "../state/context";
import { draftOf, typed } from "../state/store";
import { t } from "../strings";
import { DateInput, Select, TextInput } from "../ui/controls";
import { Popover } from "../ui/popover";
import { parameterOf } from "../words/english";
import { day, plain, toPercent } from "../words/numbers";
import { familyOf, isShare, sourceColumn, unitOf } from "../words/types";
import { usesOf, type Use } from "../words/uses";
import { NumberInput, PercentInput } from "./number";
import { OptionsInput } from "./options";

const isDay = (value: unknown): boolean => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);

interface TokenProps {
  param: Param;
  label: string;
  /** Shown in percent, as what it is compared with is. */
  percent?: boolean;
  /** -1: the words before the value say "down". */
  sign?: 1 | -1;
  onDetach: (value: Scalar | readonly Scalar[] | undefined) => void;
}

/** A parameter where its value stands. */
export function ParamToken({ param, label, percent, sign = 1, onDetach }: TokenProps): JSX.Element {
  const catalogue = useCatalogue();
  const { store } = useEditor();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const found = parameterOf(param, catalogue);
  const one = (x: unknown): string => (percent && typeof x === "number" ? `${plain(toPercent(sign * x) + 0)}%` : isDay(x) ? day(x) : plain(x));
  const values = found ? (Array.isArray(found.default) ? found.default : [found.default]) : [];
  const text = values.length > 2 ? `${values.slice(0, 2).map(one).join(", ")} +${values.length - 2}` : values.map(one).join(", ");
  const name = found?.label || param.name;
  const onLabel = (text: string): void =>
    store.edit(({ head, tree }) => ({
      tree, head: withParts(head, { parameters: head.parameters?.map((p) => (p.name === param.name ? withParts(p, { label: text || undefined }) : p)) }),
    }), { key: `label-${param.name}`, typing: true });
  return (
    <>
      <button ref={button} type="button" className="sw-token sw-param" aria-haspopup="dialog" aria-expanded={open} data-param={param.name}
        aria-label={`${label}: ${text || "…"} ${name}`} title={[name, found?.description].filter(Boolean).join(": ")} onClick={() => setOpen(!open)}>
        <span className="sw-ellipsis">{text || "…"}</span>{" "}<small className="sw-ellipsis">{name}</small>
      </button>
      {open && (
        <Popover anchor={button} label={t("parameter", { name })} className="sw-paramcard" onClose={() => setOpen(false)}>
          <h3>{t("parameter", { name })}</h3>
          {found?.description && <p className="sw-hint">{found.description}</p>}
          {found ? (
            <div className="sw-paramfields">
              <ParameterField parameter={found} />
              <span className="sw-hint">{t("parameterLabel")}</span>
              <TextInput label={t("parameterLabel")} value={found.label ?? ""} placeholder={found.name} onChange={(text) => onLabel(text)} />
            </div>
          ) : <p className="sw-hint">{t("parameterUnknown")}</p>}
          <p className="sw-hint">{t("parameterEverywhere")}</p>
          <div className="sw-options-foot">
            <button type="button" className="sw-button sw-quiet" onClick={() => {
              setOpen(false);
              onDetach(found?.default);
            }}>{t("detach")}</button>
            <span className="sw-grow" />
            <button type="button" className="sw-button" onClick={() => setOpen(false)}>{t("done")}</button>
          </div>
        </Popover>
      )}
    </>
  );
}

/** The field in which a parameter is turned, by the type of its value and by what it is compared with. */
export function ParameterField({ parameter, use: given }: { parameter: Parameter; use?: Use }): JSX.Element {
  const { store, state } = useEditor();
  const { catalogue, sketch } = state;
  const use = given ?? usesOf(draftOf(sketch)).get(parameter.name);
  const { metric, table, unit }: Use = use ?? { table: "" };
  const column = metric && sourceColumn(metric, table, catalogue);
  const family = metric ? familyOf(metric, table, catalogue) : null;
  const name = parameter.label || parameter.name;
  const { default: value } = parameter;
  const set = (next: Scalar | readonly Scalar[] | undefined, typing = false): void =>
    store.edit(({ head, tree }) => ({
      tree, head: { ...head, parameters: head.parameters?.map((p) => (p.name === parameter.name ? withParts(p, { default: next }) : p)) },
    }), typing ? typed(`parameter-${parameter.name}`, next) : undefined);

  if (Array.isArray(value)) {
    const of = family === "list" || family === null ? "text" : family;
    return <OptionsInput label={name} many column={column} family={of} chosen={value as Scalar[]} onChange={(next) => set(next as Scalar[])} />;
  }
  if (typeof value === "boolean")
    return <Select label={name} value={String(value)} options={["true", "false"].map((v) => ({ value: v, label: v }))} onChange={(v) => set(v === "true")} />;
  if (typeof value === "number" || family === "number" || unit !== undefined) {
    if (metric && isShare(metric)) return <PercentInput label={name} value={value} onChange={set} />;
    const words = unit ?? (metric ? unitOf(metric, table, catalogue) : "");
    return <span className="sw-withunit"><NumberInput label={name} value={value} placeholder="…" onChange={set} />{words && <span className="sw-unit">{words}</span>}</span>;
  }
  if (isDay(value)) return <DateInput label={name} value={String(value)} onChange={(iso) => set(iso)} />;
  if (column?.values?.length && family === "text")
    return <OptionsInput label={name} many={false} column={column} family="text" chosen={value === undefined ? [] : [value as Scalar]} onChange={([next]) => set(next as Scalar)} />;
  return <TextInput label={name} value={value === undefined ? "" : String(value)} placeholder="…" onChange={(text) => set(text === "" ? undefined : text, true)} />;
}
