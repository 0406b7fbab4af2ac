// Windows and spans of time, edited in place.
import type { JSX } from "react";
import { UNITS, withParts, type Count, type Unit, type Window } from "../definition";
import { useCatalogue } from "../state/context";
import { t } from "../strings";
import { DateInput, Select } from "../ui/controls";
import { unitText } from "../words/units";
import { NumberInput, WholeInput } from "./number";

interface SpanProps {
  label: string;
  span: { readonly n?: Count; readonly unit?: Unit };
  onChange: (parts: { n?: Count; unit?: Unit }, typing: boolean) => void;
  invalid?: boolean;
}

/** "30 days". */
export function SpanInput({ label, span, onChange, invalid }: SpanProps): JSX.Element {
  const unit = span.unit ?? "days";
  return (
    <span className="sw-joined">
      <NumberInput label={label} value={span.n} placeholder="…" invalid={invalid} onChange={(n, typing) => onChange({ n: n as number | undefined }, typing)} />
      <Select label={t("unit")} value={unit} options={UNITS.map((u) => ({ value: u, label: unitText(u), short: unitText(u, span.n) }))}
        onChange={(u) => onChange({ unit: u as Unit }, false)} />
    </span>
  );
}

/** How the kinds of windows begin inside a sentence; what a newer Python has beside them stands under its own label. */
const BEGINS = ["any_time", "last", "ago", "dates", "holding", "since"] as const;
const begins = (kind: string): string | undefined => {
  const known = BEGINS.find((k) => k === kind);
  return known && t(`window_${known}`);
};

interface Props {
  window: Window | undefined;
  /** Whose window it is: the dates since which it may run are its columns. */
  table: string;
  interval: boolean;
  /** Only windows that have one before them: what a change wants. */
  lastOnly?: boolean;
  /** Only windows of certain days: what a first row ever is looked for in. */
  daysOnly?: boolean;
  onChange: (window: Window | undefined, typing: boolean) => void;
  asOf: string;
}

export function WindowInput({ window, table, interval, lastOnly, daysOnly, onChange, asOf }: Props): JSX.Element {
  const catalogue = useCatalogue();
  const at: Window = window ?? { kind: "any_time" };
  const anchors = (catalogue.tables[table]?.columns ?? []).filter((c) => c.family === "date" && (!c.hidden || c.name === at.anchor));
  const offered = (kind: string): boolean =>
    lastOnly ? kind === "last" : daysOnly ? ["last", "ago", "dates"].includes(kind) : kind === "holding" ? interval : kind !== "since" || anchors.length > 0;
  const options = catalogue.windows
    .filter(({ kind }) => offered(kind))
    .map(({ kind, label }) => ({ value: kind, label, short: begins(kind) ?? label }));
  const set = (parts: Record<string, unknown>, typing = false): void => onChange(withParts(at, parts), typing);
  return (
    <span className="sw-window">
      <Select label={t("window")} className="sw-bare" value={at.kind} options={options} onChange={(kind) => onChange(begun(kind, at, asOf, anchors[0]?.name), false)} />
      {at.kind === "last" && <SpanInput label={t("windowLength")} span={at} onChange={set} />}
      {at.kind === "since" && (
        <>
          <SpanInput label={t("windowLength")} span={at} onChange={set} />
          <span className="sw-tail">{t("since")}</span>
          <Select label={t("anchor")} className="sw-bare" value={at.anchor ?? ""} options={anchors.map((c) => ({ value: c.name, label: c.label || c.name }))}
            onChange={(anchor) => set({ anchor })} />
        </>
      )}
      {at.kind === "ago" && (
        <>
          <WholeInput label={t("from")} least={0} value={at.a} onChange={(a) => set({ a }, true)} />
          {t("and")}
          <WholeInput label={t("to")} least={0} value={at.b} onChange={(b) => set({ b }, true)} />
          {t("daysAgo")}
        </>
      )}
      {at.kind === "dates" && (
        <>
          <DateInput label={t("from")} value={at.start ?? ""} onChange={(start) => set({ start })} />
          {t("window_datesTo")}
          <DateInput label={t("to")} value={at.end ?? ""} onChange={(end) => set({ end })} />
        </>
      )}
    </span>
  );
}

/** A window of a kind to begin with. */
function begun(kind: string, old: Window, asOf: string, anchor: string | undefined): Window | undefined {
  if (kind === old.kind) return old;
  if (kind === "last") return old.kind === "since" ? withParts(old, { kind, anchor: undefined }) : { kind, n: 30 };
  if (kind === "since") return { kind, anchor, n: old.n ?? 30, ...(old.unit ? { unit: old.unit } : {}) };
  if (kind === "ago") return { kind, a: 30, b: 60 };
  if (kind === "dates") return { kind, start: `${asOf.slice(0, 4)}-01-01`, end: asOf };
  return kind === "any_time" ? undefined : { kind: kind as Window["kind"] };
}
