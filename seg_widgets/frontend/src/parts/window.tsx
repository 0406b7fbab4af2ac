// Windows and spans of time, edited in place.
import type { JSX } from "react";
import { UNITS, withParts, type Unit, type Window } from "../definition";
import { useCatalogue } from "../state/context";
import { t } from "../strings";
import { DateInput, Select } from "../ui/controls";
import { NumberInput, WholeInput } from "./number";

interface SpanProps {
  label: string;
  span: { readonly n?: number; readonly unit?: Unit };
  onChange: (parts: { n?: number; unit?: Unit }, typing: boolean) => void;
  invalid?: boolean;
}

/** "30 days". */
export function SpanInput({ label, span, onChange, invalid }: SpanProps): JSX.Element {
  const unit = span.unit ?? "days";
  return (
    <span className="sw-joined">
      <NumberInput label={label} value={span.n} placeholder="…" invalid={invalid} onChange={(n) => onChange({ n: n as number | undefined }, true)} />
      <Select label={t("unit")} value={unit} options={UNITS.map((u) => ({ value: u, label: u, short: span.n === 1 ? u.slice(0, -1) : u }))}
        onChange={(u) => onChange({ unit: u as Unit }, false)} />
    </span>
  );
}

const SHORT: Record<string, string> = {
  any_time: "at any time", last: "in the last", ago: "between", dates: "from", holding: "holding now",
};

interface Props {
  window: Window | undefined;
  interval: boolean;
  /** Only windows that have one before them: what a change wants. */
  lastOnly?: boolean;
  onChange: (window: Window | undefined, typing: boolean) => void;
  asOf: string;
}

export function WindowInput({ window, interval, lastOnly, onChange, asOf }: Props): JSX.Element {
  const catalogue = useCatalogue();
  const at: Window = window ?? { kind: "any_time" };
  const options = catalogue.windows
    .filter(({ kind }) => (lastOnly ? kind === "last" : kind !== "holding" || interval))
    .map(({ kind, label }) => ({ value: kind, label, short: SHORT[kind] ?? label }));
  const set = (parts: Record<string, unknown>, typing = false): void => onChange(withParts(at, parts), typing);
  return (
    <span className="sw-window">
      <Select label={t("window")} className="sw-bare" value={at.kind} options={options} onChange={(kind) => onChange(begun(kind, at, asOf), false)} />
      {at.kind === "last" && <SpanInput label={t("number")} span={at} onChange={set} />}
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
          to
          <DateInput label={t("to")} value={at.end ?? ""} onChange={(end) => set({ end })} />
        </>
      )}
    </span>
  );
}

/** A window of a kind to begin with. */
function begun(kind: string, old: Window, asOf: string): Window | undefined {
  if (kind === old.kind) return old;
  if (kind === "last") return { kind, n: 30 };
  if (kind === "ago") return { kind, a: 30, b: 60 };
  if (kind === "dates") return { kind, start: `${asOf.slice(0, 4)}-01-01`, end: asOf };
  return kind === "any_time" ? undefined : { kind };
}
