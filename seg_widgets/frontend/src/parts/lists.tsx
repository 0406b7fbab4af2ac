// Lists inside a metric, each shown in short and edited in a popover: what each value is taken as, an order, attributes, matches.
import { useRef, useState, type JSX, type ReactNode } from "react";
import { isParam, withParts, type Metric, type Scalar } from "../definition";
import type { Column } from "../protocol";
import { useCatalogue } from "../state/context";
import { t } from "../strings";
import { IconButton, Select, TextInput } from "../ui/controls";
import { Icon } from "../ui/icons";
import { Popover } from "../ui/popover";
import { knownValues, labelOf } from "../words/metrics";
import { plain, readNumber } from "../words/numbers";
import { columnOf } from "../words/types";
import { OneValue } from "./computed";
import type { MetricChange } from "./metric";
import { ParamToken } from "./param";

interface ListProps {
  metric: Metric;
  table: string;
  onChange: MetricChange;
}

/** What a list is in short, and the popover in which it is edited. */
function Listing({ text, title, children }: { text: string; title: string; children: ReactNode }): JSX.Element {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button ref={button} type="button" className={`sw-token sw-value sw-deep ${text ? "" : "sw-empty"}`} aria-haspopup="dialog" aria-expanded={open} aria-label={`${title}: ${text || t("choose")}`} title={text || title} onClick={() => setOpen(!open)}>
        <span className="sw-ellipsis">{text || t("choose")}</span><Icon name="down" />
      </button>
      {open && (
        <Popover anchor={button} label={title} className="sw-listing" onClose={() => setOpen(false)}>
          <h3>{title}</h3>
          {children}
          <div className="sw-options-foot">
            <span className="sw-grow" />
            <button type="button" className="sw-button" onClick={() => setOpen(false)}>{t("done")}</button>
          </div>
        </Popover>
      )}
    </>
  );
}

const AddRow = ({ label, onClick }: { label: string; onClick: () => void }): JSX.Element => (
  <button type="button" className="sw-button sw-quiet" onClick={onClick}><Icon name="plus" />{label}</button>
);

const replaced = <T,>(list: readonly T[], at: number, item: T): T[] => list.map((x, i) => (i === at ? item : x));
const without = <T,>(list: readonly T[], at: number): T[] => list.filter((_, i) => i !== at);

/** Silver = 1, Gold = 2, any other = 0. */
export function PairList({ metric, table, onChange }: ListProps): JSX.Element {
  const catalogue = useCatalogue();
  const pairs = metric.pairs ?? [];
  const of = metric.of as Metric;
  const other = metric.other as Scalar | undefined;
  const put = (parts: object, key?: string): void => onChange(withParts(metric, parts), key ? { key, typing: true } : undefined);
  const unused = knownValues(of, table, catalogue).find((v) => !pairs.some((p) => p.value === v));
  // All of a map are numbers, or all are texts: what is written as a number in a map of texts stays text.
  const texts = pairs.some((p) => typeof p.to === "string" && readNumber(p.to) === undefined);
  const read = (text: string): Scalar => (texts ? text : (readNumber(text) ?? text));
  const said = [...pairs.map((p) => `${plain(p.value)} = ${plain(p.to)}`), ...(other === undefined || other === null ? [] : [`${t("anyOther")} = ${plain(other)}`])];
  return (
    <Listing title={t("mapTitle")} text={said.slice(0, 3).join(", ") + (said.length > 3 ? ` +${said.length - 3}` : "")}>
      {pairs.map((pair, i) => (
        <div key={i} className="sw-listing-row">
          <OneValue label={t("mapFrom", { n: i + 1 })} like={of} table={table} value={pair.value} onChange={(value, typing) => put({ pairs: replaced(pairs, i, { ...pair, value }) }, typing ? `from-${i}` : undefined)} />
          <span className="sw-word">{t("takenAs")}</span>
          <TextInput label={t("figurePair", { value: plain(pair.value) })} value={String(pair.to)} onChange={(text) => put({ pairs: replaced(pairs, i, { ...pair, to: read(text) }) }, `to-${i}`)} />
          <IconButton icon="close" label={t("removePair", { value: plain(pair.value) })} disabled={pairs.length === 1} onClick={() => put({ pairs: without(pairs, i) })} />
        </div>
      ))}
      <AddRow label={t("addPair")} onClick={() => put({ pairs: [...pairs, { value: unused ?? "", to: texts ? "" : pairs.length + 1 }] })} />
      <div className="sw-listing-row">
        <span className="sw-word">{t("anyOther")}</span>
        <span className="sw-word">{t("takenAs")}</span>
        <TextInput label={t("figureOther")} value={other === undefined || other === null ? "" : String(other)} placeholder={t("missingWord")} onChange={(text) => put({ other: text === "" ? undefined : read(text) }, "other")} />
      </div>
    </Listing>
  );
}

/** Lowest first: Silver < Gold < Enterprise. */
export function OrderList({ metric, table, onChange }: ListProps): JSX.Element {
  const catalogue = useCatalogue();
  const order = metric.order ?? [];
  const put = (next: readonly string[], key?: string): void => onChange(withParts(metric, { order: next }), key ? { key, typing: true } : undefined);
  const unused = knownValues(metric.of as Metric, table, catalogue).map(String).find((v) => !order.includes(v));
  const swapped = (i: number, j: number): string[] => replaced(replaced(order, i, order[j] ?? ""), j, order[i] ?? "");
  return (
    <Listing title={t("orderTitle")} text={order.join(" < ")}>
      {order.map((value, i) => (
        <div key={i} className="sw-listing-row">
          <TextInput label={t("orderAt", { n: i + 1 })} value={value} onChange={(text) => put(replaced(order, i, text), `order-${i}`)} />
          <span className="sw-grow" />
          <IconButton icon="up" label={t("orderLower", { value })} disabled={i === 0} onClick={() => put(swapped(i, i - 1))} />
          <IconButton icon="down" label={t("orderHigher", { value })} disabled={i === order.length - 1} onClick={() => put(swapped(i, i + 1))} />
          <IconButton icon="close" label={t("removePair", { value })} disabled={order.length <= 2} onClick={() => put(without(order, i))} />
        </div>
      ))}
      <AddRow label={t("addPair")} onClick={() => put([...order, unused ?? ""])} />
    </Listing>
  );
}

/** Which attributes peers share. */
export function ByColumns({ table, columns, chosen, onChange }: { table: string; columns: readonly Column[]; chosen: readonly string[]; onChange: (chosen: string[]) => void }): JSX.Element {
  const catalogue = useCatalogue();
  const also = chosen.filter((name) => !columns.some((c) => c.name === name)).map((name) => columnOf(catalogue, table, name)).filter((c): c is Column => !!c);
  return (
    <Listing title={t("figureBy")} text={chosen.map((name) => labelOf(table, name, catalogue)).join(", ")}>
      <span className="sw-checks" role="group" aria-label={t("figureBy")}>
        {[...also, ...columns].map((c) => (
          <label key={c.name}><input type="checkbox" checked={chosen.includes(c.name)} disabled={chosen.length === 1 && chosen[0] === c.name}
            onChange={(e) => onChange((e.target as HTMLInputElement).checked ? [...chosen, c.name] : chosen.filter((name) => name !== c.name))} />{c.label || c.name}</label>
        ))}
      </span>
    </Listing>
  );
}

interface Match {
  readonly column: string;
  readonly attribute?: string;
  readonly value?: unknown;
}

/** How the row of a table of figures is found: its columns equal attributes of the entity, or values. */
export function Matches({ metric, table, onChange }: ListProps): JSX.Element {
  const catalogue = useCatalogue();
  const on = (metric.on ?? []) as readonly Match[];
  const from = metric.table ?? "";
  const put = (next: readonly Match[], key?: string): void => onChange(withParts(metric, { on: next }), key ? { key, typing: true } : undefined);
  const own = (catalogue.tables[table]?.columns ?? []).filter((c) => !c.hidden || on.some((m) => m.attribute === c.name));
  const theirs = catalogue.tables[from]?.columns ?? [];
  const said = on.map((m) => {
    const column = labelOf(from, m.column, catalogue);
    if (m.attribute === undefined) return `${column} = ${isParam(m.value) ? m.value.name : plain(m.value)}`;
    const attribute = labelOf(table, m.attribute, catalogue);
    return attribute === column ? column : `${column} = ${attribute}`;
  });
  return (
    <>
      <span className="sw-word">{t("byWord")}</span>
      <Listing title={t("matchTitle")} text={said.join(", ")}>
        {on.map((match, i) => (
          <div key={i} className="sw-listing-row">
            <Select label={t("matchColumn", { n: i + 1 })} value={match.column} options={theirs.map((c) => ({ value: c.name, label: c.label || c.name }))} onChange={(column) => put(replaced(on, i, { ...match, column }))} />
            <span className="sw-word">=</span>
            <Select label={t("matchWith", { n: i + 1 })} value={match.attribute ?? VALUE} options={[...own.map((c) => ({ value: c.name, label: c.label || c.name })), { value: VALUE, label: t("matchValue") }]}
              onChange={(name) => put(replaced(on, i, name === VALUE ? { column: match.column, value: "" } : { column: match.column, attribute: name }))} />
            {match.attribute === undefined && (isParam(match.value)
              ? <ParamToken param={match.value} label={t("matchValue")} onDetach={(value) => put(replaced(on, i, { ...match, value }))} />
              : <OneValue label={t("matchValue")} like={{ kind: "attribute", column: match.column }} table={from} value={match.value as Scalar} onChange={(value, typing) => put(replaced(on, i, { ...match, value }), typing ? `match-${i}` : undefined)} />)}
            <IconButton icon="close" label={t("removePair", { value: said[i] ?? "" })} disabled={on.length === 1} onClick={() => put(without(on, i))} />
          </div>
        ))}
        <AddRow label={t("addMatch")} onClick={() => put([...on, { column: theirs.find((c) => !on.some((m) => m.column === c.name))?.name ?? "", attribute: own[0]?.name ?? "" }])} />
      </Listing>
    </>
  );
}

/** In the place of an attribute's name: none has this one. */
const VALUE = "\u0000value";
