// A metric as words that can be edited in place: what is taken, of what, which rows, when.
import type { JSX } from "react";
import { OF_ROWS, withParts, type GroupNode, type Metric } from "../definition";
import { Picker } from "../picker/picker";
import type { Pick } from "../protocol";
import { useCatalogue, useEditor } from "../state/context";
import { t } from "../strings";
import { Select } from "../ui/controls";
import { aggregationText, metricName, metricText, pluralOf, span } from "../words/english";
import { withAggregate } from "../words/fit";
import { columnOf } from "../words/types";
import { FilterInput } from "./filter";
import { WindowInput } from "./window";

export type MetricChange = (metric: Metric, options?: { key?: string; typing?: boolean }) => void;

interface Props {
  metric: Metric;
  table: string;
  onChange: MetricChange;
  onPick: (pick: Pick) => void;
}

export function MetricInput({ metric, table, onChange, onPick }: Props): JSX.Element {
  const catalogue = useCatalogue();
  const { state } = useEditor();
  if (metric.kind === "ratio" && metric.numerator && metric.denominator)
    return (
      <>
        <Side part="numerator" {...{ metric, table, onChange }} /> {t("dividedBy")} <Side part="denominator" {...{ metric, table, onChange }} />
      </>
    );

  const aggregate = metric.kind === "aggregate" ? metric : metric.of?.kind === "aggregate" ? metric.of : undefined;
  const name = metricName(metric, table, catalogue);
  const token = (
    <Picker table={table} onPick={onPick} className="sw-token sw-metric" label={t("metric", { text: metricText(metric, table, catalogue) })}
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
      {metric.kind !== "days_since" && metric.kind !== "days_until" && <AggregationSelect aggregate={aggregate} onChange={edit} numeric={metric.kind === "change"} />}
      {token}
      <FilterInput kind="filter" table={rows} group={aggregate.where} title={t("filterTitle", { plural: pluralOf(catalogue, rows) })}
        onChange={(where: GroupNode | undefined, options) => edit({ where }, options)} />
      <WindowInput window={aggregate.window} interval={catalogue.tables[rows]?.kind === "interval"} lastOnly={metric.kind === "change"}
        asOf={state.asOf.date} onChange={(window, typing) => edit({ window }, { key: "window", typing })} />
    </>
  );
}

/** What is taken of the rows: only what fits the column. */
function AggregationSelect({ aggregate, onChange, numeric }: { aggregate: Metric; onChange: (parts: Partial<Metric>) => void; numeric: boolean }): JSX.Element {
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
    .map(({ agg, label }) => ({ value: agg, label, short: aggregationText(agg) }));
  return (
    <Select label={t("aggregation")} className="sw-bare" value={aggregate.agg ?? ""} options={options}
      onChange={(agg) => onChange({ agg, column: OF_ROWS.includes(agg) ? undefined : aggregate.column })} />
  );
}

function Side({ part, metric, table, onChange }: { part: "numerator" | "denominator"; metric: Metric; table: string; onChange: MetricChange }): JSX.Element {
  const side = metric[part] as Metric;
  return (
    <MetricInput metric={side} table={table} onChange={(next, options) => onChange({ ...metric, [part]: next }, options)}
      onPick={(pick) => onChange({ ...metric, [part]: pick.criterion.metric })} />
  );
}

/** The unit that a tenure counts in. */
export function TenureUnit({ metric, onChange }: { metric: Metric; onChange: MetricChange }): JSX.Element {
  return (
    <Select label={t("unit")} className="sw-bare" value={metric.unit ?? "months"} options={["months", "years", "days"].map((u) => ({ value: u, label: u }))}
      onChange={(unit) => onChange(withParts(metric, { unit: unit === "months" ? undefined : unit }))} />
  );
}

/** "on the 30 days before": what a change is a change from, and how it is taken. */
export function ChangeTail({ metric, onChange }: { metric: Metric; onChange: MetricChange }): JSX.Element {
  const window = metric.of?.window;
  const before = window?.kind === "last" ? t("onBefore", { window: span(window.n, window.unit) }) : t("onBeforeAny");
  return (
    <Select label={t("how")} className="sw-bare" value={metric.how ?? "relative"}
      options={[
        { value: "relative", label: `${before}, ${t("asShare")}`, short: before },
        { value: "absolute", label: `${before}, ${t("asDifference")}`, short: `${before}, ${t("asDifference")}` },
      ]}
      onChange={(how) => onChange(withParts(metric, { how: how === "relative" ? undefined : how }))} />
  );
}
