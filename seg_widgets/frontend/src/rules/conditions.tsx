// Conditions that are neither a comparison nor a group: habits, every row, keys, saved segments; the others as sentences.
import { useRef, useState, type JSX } from "react";
import {
  isEveryone, isEveryRow, isHabit, isInSegment, isListed, isRelated, isSequence, withParts, type EveryRowNode, type HabitNode, type InSegmentNode, type ListedNode, type Node, type Window,
} from "../definition";
import { FilterInput } from "../parts/filter";
import { firstWay, WaySelect } from "../parts/way";
import { WindowInput } from "../parts/window";
import { useEditor } from "../state/context";
import { t } from "../strings";
import { Select, TextInput } from "../ui/controls";
import { Icon } from "../ui/icons";
import { Popover } from "../ui/popover";
import { bareSpan, conditionText, pluralOf, singularOf } from "../words/english";
import { readKeys, writtenKey } from "../words/keys";
import { count, plain } from "../words/numbers";
import { columnOf } from "../words/types";
import { RelatedSentence } from "./related";
import { SequenceSentence } from "./sequence";

type Options = { key?: string; typing?: boolean };
interface Props<T extends Node> {
  node: T;
  table: string;
  onChange: (node: T, options?: Options) => void;
}

export function ConditionSentence({ node, table, onChange }: Props<Node>): JSX.Element {
  const { catalogue } = useEditor().state;
  const change = onChange as never;
  if (isHabit(node)) return <Habit node={node} table={table} onChange={change} />;
  if (isEveryRow(node)) return <EveryRow node={node} table={table} onChange={change} />;
  if (isListed(node)) return <Listed node={node} table={table} onChange={change} />;
  if (isInSegment(node)) return <InSegment node={node} table={table} onChange={change} />;
  if (isRelated(node)) return <RelatedSentence node={node} table={table} onChange={change} />;
  if (isSequence(node)) return <SequenceSentence node={node} table={table} onChange={change} />;
  if (isEveryone(node)) return <span className="sw-token sw-fixed">{t("everyoneRule", { singular: singularOf(catalogue, table) })}</span>;
  return <span className="sw-token sw-other">{conditionText(node, table, catalogue)}</span>;
}

/** The table whose rows are asked about; another one has other columns, so the filter goes. */
function RowsSelect({ node, table, onChange, one }: { node: HabitNode | EveryRowNode; table: string; onChange: (parts: object) => void; one: boolean }): JSX.Element {
  const { catalogue } = useEditor().state;
  const names = catalogue.tables[table]?.row_tables ?? [];
  const name = (rows: string): string => (one ? singularOf(catalogue, rows) : pluralOf(catalogue, rows));
  return <Select label={t("rowsOf")} className="sw-metric" value={node.table} options={names.map((rows) => ({ value: rows, label: name(rows) }))}
    onChange={(rows) => onChange({ table: rows, where: undefined, via: firstWay(catalogue, table, rows).via, ...(node.kind === "every_row" ? { has: { kind: "all", members: [] } } : {}) })} />;
}

/** "Usage where … stopped in the last 30 days (some in the 30 days before)". */
function Habit({ node, table, onChange }: Props<HabitNode>): JSX.Element {
  const { state } = useEditor();
  const { catalogue } = state;
  const put = (parts: object, options?: Options): void => onChange(withParts(node, parts), options);
  const { kind, window } = node;
  const onKind = (next: string): void => {
    const before = next === "first_ever" || window?.kind === "last";
    put({ kind: next, ...(before ? {} : { window: { kind: "last", n: 30 } satisfies Window }) });
  };
  const before = bareSpan(window?.n, window?.unit, catalogue);
  return (
    <>
      {kind === "first_ever" && <span className="sw-word">{t("firstOf")}</span>}
      <RowsSelect node={node} table={table} onChange={put} one={kind === "first_ever"} />
      <WaySelect table={table} other={node.table} via={node.via} onChange={(via) => put({ via })} />
      <FilterInput kind="filter" outside={table} table={node.table} group={node.where} title={t("filterTitle", { plural: pluralOf(catalogue, node.table) })} onChange={(where, options) => put({ where }, options)} />
      <Select label={t("habit")} className="sw-bare" value={kind} onChange={onKind} options={[
        { value: "first_ever", label: t("firstEver"), short: t("firstEverShort") },
        { value: "stopped", label: t("stopped"), short: t("stoppedShort") },
        { value: "resumed", label: t("resumed"), short: t("resumedShort") },
      ]} />
      <WindowInput window={window} table={table} interval={false} lastOnly={kind !== "first_ever"} daysOnly={kind === "first_ever"} asOf={state.asOf.date}
        onChange={(next, typing) => put({ window: next }, typing ? { key: "window", typing } : undefined)} />
      {kind !== "first_ever" && window?.kind === "last" && <span className="sw-tail">{t(kind === "stopped" ? "stoppedTail" : "resumedTail", { span: before })}</span>}
    </>
  );
}

/** "Every ticket where … in the last 90 days has …", at least one. */
function EveryRow({ node, table, onChange }: Props<EveryRowNode>): JSX.Element {
  const { state } = useEditor();
  const { catalogue } = state;
  const put = (parts: object, options?: Options): void => onChange(withParts(node, parts), options);
  return (
    <>
      <span className="sw-word">{t("every")}</span>
      <RowsSelect node={node} table={table} onChange={put} one />
      <WaySelect table={table} other={node.table} via={node.via} onChange={(via) => put({ via })} />
      <FilterInput kind="filter" outside={table} table={node.table} group={node.where} title={t("filterTitle", { plural: pluralOf(catalogue, node.table) })} onChange={(where, options) => put({ where }, options)} />
      <WindowInput window={node.window} table={table} interval={catalogue.tables[node.table]?.kind === "interval"} asOf={state.asOf.date}
        onChange={(window, typing) => put({ window }, typing ? { key: "window", typing } : undefined)} />
      <span className="sw-word">{t("has")}</span>
      <FilterInput kind="has" outside={table} table={node.table} group={node.has} title={t("hasTitle", { singular: singularOf(catalogue, node.table) })} onChange={(has, options) => put({ has }, options)} />
      <span className="sw-tail">{t("atLeastOne")}</span>
    </>
  );
}

/** A list of keys, edited as text: one a line. */
function Listed({ node, table, onChange }: Props<ListedNode>): JSX.Element {
  const { catalogue } = useEditor().state;
  const [open, setOpen] = useState(node.keys.length === 0);
  const [text, setText] = useState("");
  const button = useRef<HTMLButtonElement>(null);
  const key = catalogue.tables[table]?.key ?? "";
  const plural = pluralOf(catalogue, table);
  const numeric = columnOf(catalogue, table, key)?.family === "number";
  const shown = node.keys.slice(0, 3).map(plain).join(", ") + (node.keys.length > 3 ? ", …" : "");
  const name = t("listedName", { n: count(node.keys.length), noun: node.keys.length === 1 ? singularOf(catalogue, table) : plural });
  const said = [node.name, node.keys.length ? name : t("listedEmpty")].filter(Boolean).join(": ");
  const onOpen = (): void => {
    setText(node.keys.map(writtenKey).join("\n"));
    setOpen(!open);
  };
  const onText = (written: string): void => {
    setText(written);
    onChange({ ...node, keys: readKeys(written, numeric, [key, columnOf(catalogue, table, key)?.label ?? key]) }, { key: "keys", typing: true });
  };
  return (
    <>
      <span className="sw-word">{t("listedIs")}</span>
      <button ref={button} type="button" className={`sw-token sw-value ${node.keys.length ? "" : "sw-empty"}`} aria-haspopup="dialog" aria-expanded={open}
        data-sw-fresh="" aria-label={`${t("listedIs")} ${said}`} title={shown} onClick={onOpen}>
        <span className="sw-ellipsis">{said}</span><Icon name="down" />
      </button>
      {open && (
        <Popover anchor={button} label={t("listedTitle", { plural })} className="sw-listed" onClose={() => setOpen(false)}>
          <h3>{t("listedTitle", { plural })}</h3>
          <div className="sw-listed-name">
            <span>{t("listedCalled")}</span>
            <TextInput label={t("listedCalled")} value={node.name ?? ""} placeholder={t("listedNoName")} onChange={(called) => onChange(withParts(node, { name: called || undefined }), { key: "name", typing: true })} />
          </div>
          <textarea className="sw-keys" data-autofocus="" data-sw-text="" rows={8} spellCheck={false} aria-label={t("listedKeys", { key: columnOf(catalogue, table, key)?.label ?? key })}
            placeholder={t("listedKeys", { key: columnOf(catalogue, table, key)?.label ?? key })} value={text} onInput={(e) => onText((e.target as HTMLTextAreaElement).value)} />
          <p className="sw-hint">{t("listedHint")}</p>
          <div className="sw-options-foot">
            <span role="status">{name}</span><span className="sw-grow" />
            <button type="button" className="sw-button" onClick={() => setOpen(false)}>{t("done")}</button>
          </div>
        </Popover>
      )}
    </>
  );
}

/** Another segment, by its name. */
function InSegment({ node, table, onChange }: Props<InSegmentNode>): JSX.Element {
  const { segments } = useEditor().state;
  const offered = segments.filter((s) => s.entity === table);
  return (
    <>
      <span className="sw-word">{t("inSegment")}</span>
      <Select label={t("segmentName")} className="sw-metric" value={node.name} options={offered.map((s) => ({ value: s.name, label: s.name }))}
        onChange={(name) => onChange({ ...node, name })} />
      {segments.find((s) => s.name === node.name)?.description && <span className="sw-tail sw-ellipsis">{segments.find((s) => s.name === node.name)?.description}</span>}
    </>
  );
}
