// Metrics made of another, each a phrase whose parts are edited in place: a value for missing, a map, an order, peers, a tier, a look-up.
import type { JSX, ReactNode } from "react";
import { withParts, type Metric, type Scalar } from "../definition";
import { useCatalogue } from "../state/context";
import { t } from "../strings";
import { DateInput, Select, TextInput } from "../ui/controls";
import { pluralOf, singularOf } from "../words/english";
import { groupings, lookupTables, lookup } from "../words/metrics";
import { familyOf, sourceColumn } from "../words/types";
import { Around, useAround } from "./around";
import { ByColumns, Matches, OrderList, PairList } from "./lists";
import { NumberInput, PercentInput, WholeInput } from "./number";
import { OptionsInput } from "./options";
import type { MetricChange } from "./metric";

interface Props {
  metric: Metric;
  table: string;
  onChange: MetricChange;
  /** Draws the metric that this one is made of. */
  of: (table?: string) => ReactNode;
}

export const isComputed = (metric: Metric): boolean => ["if_missing", "map", "ordered", "outer", "peers", "tier"].includes(metric.kind) && !!metric.of;

const Word = ({ children }: { children: ReactNode }): JSX.Element => <span className="sw-word">{children}</span>;

export function ComputedInput(props: Props): JSX.Element {
  const { metric, table, onChange, of } = props;
  const put = (parts: object, key?: string): void => onChange(withParts(metric, parts), key ? { key, typing: true } : undefined);
  switch (metric.kind) {
    case "if_missing":
      return <>{of()}<Word>{t("orElse")}</Word><OneValue label={t("ifMissing")} like={metric.of as Metric} table={table} value={metric.value as Scalar | undefined} onChange={(value, typing) => put({ value }, typing ? "missing" : undefined)} /><Word>{t("whereMissing")}</Word></>;
    case "map":
      return <>{of()}<Word>{t("takenAs")}</Word><PairList metric={metric} table={table} onChange={onChange} /></>;
    case "ordered":
      return <>{of()}<Word>{t("inOrder")}</Word><OrderList metric={metric} table={table} onChange={onChange} /></>;
    case "tier":
      return <><Word>{t("tierOneTo")}</Word><WholeInput label={t("figureTiers")} least={2} value={metric.k} onChange={(k) => put({ k }, "k")} /><Word>{t("ofWord")}</Word>{of()}</>;
    case "peers":
      return <PeersInput {...props} />;
    default:
      return <OuterInput {...props} />;
  }
}

const STATS = ["median", "mean", "quantile"] as const;

function PeersInput({ metric, table, onChange, of }: Props): JSX.Element {
  const catalogue = useCatalogue();
  const columns = groupings(table, catalogue);
  return (
    <>
      <Word>{t("theWord")}</Word>
      {metric.stat === "quantile" && <PercentInput label={t("quantile")} value={metric.q} onChange={(q, typing) => typeof q === "number" && onChange(withParts(metric, { q }), { key: "q", typing })} />}
      <Select label={t("figureStat")} className="sw-bare" value={metric.stat ?? "median"} options={STATS.map((value) => ({ value, label: t(`stat_${value}`) }))}
        onChange={(stat) => onChange(withParts(metric, { stat: stat === "median" ? undefined : stat, q: stat === "quantile" ? 0.75 : undefined }))} />
      <Word>{t("ofWord")}</Word>
      {of()}
      <Word>{t("amongSame", { plural: pluralOf(catalogue, table) })}</Word>
      <ByColumns table={table} columns={columns} chosen={metric.by ?? []} onChange={(by) => onChange(withParts(metric, { by }))} />
    </>
  );
}

/** "the account's Edition": of an entity outside, which is found by how many levels it is out. */
function OuterInput({ metric, table, onChange, of }: Props): JSX.Element {
  const catalogue = useCatalogue();
  const around = useAround(table);
  const up = metric.up ?? 1;
  const outside = around.tables[up] ?? "";
  const levels = around.tables.slice(1).map((name, i) => ({ value: String(i + 1), label: t("outerOf", { singular: singularOf(catalogue, name) }) }));
  return (
    <>
      {levels.length > 1
        ? <Select label={t("outerLevel")} className="sw-bare" value={String(up)} options={levels} onChange={(n) => onChange(withParts(metric, { up: n === "1" ? undefined : Number(n) }))} />
        : <Word>{t("outerOf", { singular: singularOf(catalogue, outside) })}</Word>}
      <Around.Provider value={{ tables: around.tables.slice(up), rows: false }}>{of(outside)}</Around.Provider>
    </>
  );
}

/** "Target from benchmarks, by industry": a figure in a table of figures, and how its row is found. */
export function LookupInput({ metric, table, onChange }: Omit<Props, "of">): JSX.Element {
  const catalogue = useCatalogue();
  const from = catalogue.tables[metric.table ?? ""];
  const tables = lookupTables(catalogue);
  return (
    <>
      <Select label={t("lookupColumn")} className="sw-metric" value={metric.column ?? ""} options={(from?.columns ?? []).map((c) => ({ value: c.name, label: c.label || c.name }))}
        onChange={(column) => onChange(withParts(metric, { column }))} />
      <Word>{t("fromWord")}</Word>
      {tables.length > 1
        ? <Select label={t("lookupTable")} className="sw-bare" value={metric.table ?? ""} options={tables.map((x) => ({ value: x.name, label: pluralOf(catalogue, x.name) }))}
            onChange={(name) => onChange(lookup(tables.find((x) => x.name === name) ?? tables[0]!, table, catalogue))} />
        : <Word>{pluralOf(catalogue, metric.table ?? "")}</Word>}
      <Matches metric={metric} table={table} onChange={onChange} />
    </>
  );
}

interface OneProps {
  label: string;
  /** What the value is like: a value of this metric. */
  like: Metric;
  table: string;
  value: Scalar | undefined;
  onChange: (value: Scalar, typing: boolean) => void;
}

/** A value of a metric: a number, a day, yes or no, one of the texts that there are. */
export function OneValue({ label, like, table, value, onChange }: OneProps): JSX.Element {
  const catalogue = useCatalogue();
  const family = familyOf(like, table, catalogue);
  const column = sourceColumn(like, table, catalogue);
  if (typeof value === "boolean" || family === "boolean")
    return <Select label={label} value={String(value ?? false)} options={[{ value: "true", label: t("isTrue") }, { value: "false", label: t("isFalse") }]} onChange={(v) => onChange(v === "true", false)} />;
  if (family === "number" || typeof value === "number") return <NumberInput label={label} value={value} onChange={(n, typing) => n !== undefined && onChange(n, typing)} />;
  if (family === "date") return <DateInput label={label} value={String(value ?? "")} onChange={(iso) => iso && onChange(iso, false)} />;
  if (column?.values?.length) return <OptionsInput label={label} many={false} column={column} family="text" chosen={value === undefined ? [] : [value]} onChange={([next]) => next !== undefined && onChange(next as Scalar, false)} />;
  return <TextInput label={label} value={String(value ?? "")} placeholder="…" onChange={(text) => onChange(text, true)} />;
}
