// A metric as words that can be edited in place: what is taken, of what, which rows, when.
import type { JSX } from "react";
import { isCriterion, OF_ROWS, withParts, type GroupNode, type Metric } from "../definition";
import { Picker } from "../picker/picker";
import type { Pick } from "../protocol";
import { useCatalogue, useEditor } from "../state/context";
import { t } from "../strings";
import { Select } from "../ui/controls";
import { aggregationText, bareSpan, metricName, metricText, pluralOf } from "../words/english";
import { aggregateIn, withAggregate } from "../words/fit";
import { COMPOUND, withSign } from "../words/metrics";
import { columnOf } from "../words/types";
import { unitText } from "../words/units";
import { MetricMenu } from "./calc";
import { ComputedInput, isComputed, LookupInput } from "./computed";
import { FilterInput } from "./filter";
import { NumberInput, PercentInput } from "./number";
import { WaySelect } from "./way";
import { WindowInput } from "./window";

export type MetricChange = (metric: Metric, options?: { key?: string; typing?: boolean }) => void;

interface Props {
  metric: Metric;
  table: string;
  onChange: MetricChange;
  onPick: (pick: Pick) => void;
  /** Inside a change: only windows that have one before them. */
  lastOnly?: boolean;
  /** That of a whole rule. */
  whole?: boolean;
  /** One side of a calculation, which may be a number too. */
  side?: boolean;
}

/** Kinds that are a column, or an aggregate and what is made of it. */
const PLAIN = ["attribute", "tenure", "days_since", "days_until", "aggregate"];

export function MetricInput(props: Props): JSX.Element {
  const { metric, table, onChange, lastOnly = metric.kind === "change", side, whole } = props;
  return (
    <>
      <Phrase {...props} lastOnly={lastOnly} />
      <MetricMenu metric={metric} table={table} onChange={onChange} side={side} whole={whole} inChange={lastOnly && metric.kind !== "change"} />
    </>
  );
}

/** The metric in words; its parts are edited in place. */
function Phrase({ metric, table, onChange, onPick, lastOnly = false }: Props): JSX.Element {
  const catalogue = useCatalogue();
  const { state } = useEditor();
  const sides = { metric, table, onChange, lastOnly };
  if ((metric.kind === "ratio" && metric.numerator && metric.denominator) || (metric.kind === "arithmetic" && metric.left && metric.right)) {
    const [left, right] = metric.kind === "ratio" ? (["numerator", "denominator"] as const) : (["left", "right"] as const);
    return (
      <>
        <Side part={left} {...sides} />
        <Select label={t("sign")} className="sw-bare" value={metric.kind === "ratio" ? "/" : (metric.op ?? "")} options={SIGNS.map(({ sign, name }) => ({ value: sign, label: t(name) }))}
          onChange={(sign) => onChange(withSign(metric, sign))} />
        <Side part={right} {...sides} />
      </>
    );
  }
  if (metric.kind === "constant") return <NumberInput label={t("constant")} value={metric.value} onChange={(value, typing) => onChange(withParts(metric, { value }), { key: "constant", typing })} />;
  if (metric.kind === "lookup") return <LookupInput metric={metric} table={table} onChange={onChange} />;
  if (isComputed(metric)) return <ComputedInput metric={metric} table={table} onChange={onChange} of={(at) => <Side part="of" {...sides} table={at ?? table} />} />;
  if (metric.kind === "change" && metric.of && metric.of.kind !== "aggregate")
    return <><span className="sw-word">{t("changeOf")}</span><Side part="of" {...sides} /></>;
  const aggregate = PLAIN.includes(metric.kind) || metric.kind === "change" ? aggregateIn(metric) : undefined;
  if (!aggregate && !PLAIN.includes(metric.kind)) return <span className="sw-token sw-other">{metricText(metric, table, catalogue)}</span>;

  const name = metricName(metric, table, catalogue);
  const token = (
    <Picker table={table} onPick={onPick} criteria className="sw-token sw-metric" label={t("metric", { text: metricText(metric, table, catalogue) })}
      title={columnOf(catalogue, aggregate?.table ?? table, aggregate?.column ?? metric.column)?.description || t("replaceMetric")}>
      {name}
    </Picker>
  );
  if (!aggregate) return token;

  const rows = aggregate.table ?? "";
  const edit = (parts: Partial<Metric>, options?: { key?: string; typing?: boolean }): void =>
    onChange(withAggregate(metric, (a) => withParts(a, parts)), options);
  return (
    <>
      {metric.kind !== "days_since" && metric.kind !== "days_until" && <AggregationSelect aggregate={aggregate} onChange={edit} numeric={metric.kind === "change" || lastOnly} />}
      {token}
      <WaySelect table={table} other={rows} via={aggregate.via} onChange={(via) => edit({ via })} />
      <FilterInput kind="filter" table={rows} group={aggregate.where} title={t("filterTitle", { plural: pluralOf(catalogue, rows) })} outside={table}
        onChange={(where: GroupNode | undefined, options) => edit({ where }, options)} />
      <WindowInput window={aggregate.window} table={table} interval={catalogue.tables[rows]?.kind === "interval"} lastOnly={lastOnly || aggregate.agg === "active_periods"}
        asOf={state.asOf.date} onChange={(window, typing) => edit({ window }, { key: "window", typing })} />
    </>
  );
}

const SIGNS = [{ sign: "+", name: "plus" }, { sign: "-", name: "minus" }, { sign: "*", name: "times" }, { sign: "/", name: "dividedBy" }] as const;

/** What is taken of the rows: only what fits the column. */
function AggregationSelect({ aggregate, onChange, numeric }: { aggregate: Metric; onChange: (parts: Partial<Metric>, options?: { key?: string; typing?: boolean }) => void; numeric: boolean }): JSX.Element {
  const catalogue = useCatalogue();
  const family = columnOf(catalogue, aggregate.table ?? "", aggregate.column)?.family;
  const options = catalogue.aggregations
    .filter(({ agg, of }) =>
      aggregate.column === undefined
        ? of === "rows" && !(numeric && agg.endsWith("_day"))
        : of === "any" ? !numeric || family === "number" || agg === "distinct"
        : of === "number" ? family === "number"
        : of === "ordered" ? family === "number" || (family === "date" && !numeric)
        : false)
    .map(({ agg, label }) => ({ value: agg, label, short: aggregationText(agg, aggregate.window) }));
  const onAggregation = (agg: string): void => {
    const { window, q } = aggregate;
    const periods = agg === "active_periods" && window?.kind !== "last" ? { window: { kind: "last", n: 8, unit: "weeks" } as const } : {};
    onChange({ agg: agg as Metric["agg"], column: OF_ROWS.includes(agg) ? undefined : aggregate.column, q: agg === "quantile" ? (q ?? 0.9) : undefined, ...periods });
  };
  return (
    <>
      {aggregate.agg === "quantile" && <PercentInput label={t("quantile")} value={aggregate.q} onChange={(q, typing) => typeof q === "number" && onChange({ q }, { key: "q", typing })} />}
      <Select label={t("aggregation")} className="sw-bare" value={aggregate.agg ?? ""} options={options} onChange={onAggregation} />
    </>
  );
}

type Part = "numerator" | "denominator" | "left" | "right" | "of";

/** One side of a calculation, itself a metric; in brackets where it is a calculation of its own. */
function Side({ part, metric, table, onChange, lastOnly }: { part: Part; metric: Metric; table: string; onChange: MetricChange; lastOnly: boolean }): JSX.Element {
  const catalogue = useCatalogue();
  const side = metric[part] as Metric;
  const nested = COMPOUND.includes(side.kind);
  return (
    <span className="sw-part" role="group" aria-label={metricText(side, table, catalogue)}>
      {nested && <span className="sw-bracket">(</span>}
      <MetricInput metric={side} table={table} lastOnly={lastOnly} side={part !== "of"}
        onChange={(next, options) => onChange(withParts(metric, { [part]: next }), options && { ...options, key: `${part}-${options.key}` })}
        onPick={(pick) => isCriterion(pick.criterion) && onChange(withParts(metric, { [part]: pick.criterion.metric }))} />
      {nested && <span className="sw-bracket">)</span>}
    </span>
  );
}

/** The unit that a tenure counts in. */
export function TenureUnit({ metric, onChange }: { metric: Metric; onChange: MetricChange }): JSX.Element {
  return (
    <Select label={t("unit")} className="sw-bare" value={metric.unit ?? "months"} options={["months", "years", "days"].map((u) => ({ value: u, label: unitText(u) }))}
      onChange={(unit) => onChange(withParts(metric, { unit: unit === "months" ? undefined : unit }))} />
  );
}

/** "on the 30 days before": what a change is a change from, and how it is taken. */
export function ChangeTail({ metric, onChange }: { metric: Metric; onChange: MetricChange }): JSX.Element {
  const catalogue = useCatalogue();
  const window = metric.of?.window;
  const before = window?.kind === "last" ? t("onBefore", { window: bareSpan(window.n, window.unit, catalogue) }) : t("onBeforeAny");
  return (
    <Select label={t("how")} className="sw-bare" value={metric.how ?? "relative"}
      options={[
        { value: "relative", label: `${before}, ${t("asShare")}`, short: before },
        { value: "absolute", label: `${before}, ${t("asDifference")}`, short: `${before}, ${t("asDifference")}` },
      ]}
      onChange={(how) => onChange(withParts(metric, { how: how === "relative" ? undefined : how }))} />
  );
}
