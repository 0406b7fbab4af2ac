// The head: what the segment is called, of what it is one, as of when; undo and redo; how things stand.
import { useEffect, useRef, useState, type JSX } from "react";
import { withParts } from "./definition";
import { Shortcuts } from "./shortcuts";
import { useEditor } from "./state/context";
import { t } from "./strings";
import { toTree } from "./tree/tree";
import { DateInput, IconButton, Select } from "./ui/controls";
import { Icon } from "./ui/icons";
import { Popover } from "./ui/popover";
import { useSlow } from "./ui/slow";
import { pluralOf } from "./words/english";
import { day } from "./words/numbers";

export function Head(): JSX.Element {
  const { store, state, announce } = useEditor();
  const { head, tree } = state.sketch;
  const { entities } = state.catalogue;
  const onEntity = (entity: string): void => {
    store.edit((sketch) => ({ head: withParts(sketch.head, { entity, parameters: undefined }), tree: toTree(undefined) }));
    if (tree.rules.length) announce(t("entityTold", { plural: pluralOf(state.catalogue, head.entity ?? "") }));
  };
  return (
    <header className="sw-head">
      <span className="sw-headpart">
        <Name name={head.name ?? ""} onChange={(name) => store.edit((sketch) => ({ ...sketch, head: { ...sketch.head, name } }), { key: "name", typing: true })} />
        {entities.length > 1 || !entities.some((e) => e.name === head.entity) ? (
          <Select label={t("entity")} className="sw-pill" value={head.entity ?? ""} onChange={onEntity}
            options={entities.map((e) => ({ value: e.name, label: e.label || e.plural || e.name }))} />
        ) : <span className="sw-pill">{entities[0]?.label}</span>}
        <AsOf />
      </span>
      <span className="sw-headpart">
        <span className="sw-history">
          <IconButton icon="undo" label={t("undo")} keys="Mod+Z" disabled={!state.canUndo} onClick={store.undo} className="sw-boxed" />
          <IconButton icon="redo" label={t("redo")} keys="Mod+Shift+Z" disabled={!state.canRedo} onClick={store.redo} className="sw-boxed" />
        </span>
        <Shortcuts />
        <button type="button" className="sw-button" title={t("saveHint")} onClick={() => store.tell({ type: "panel", title: "Library" })}>{t("save")}</button>
        <Status />
      </span>
    </header>
  );
}

function Name({ name, onChange }: { name: string; onChange: (name: string) => void }): JSX.Element {
  const [typed, setTyped] = useState(name);
  useEffect(() => setTyped(name), [name]);
  return (
    <span className="sw-name" data-value={typed || t("unnamed")}>
      <input type="text" aria-label={t("name")} title={t("name")} size={1} value={typed} placeholder={t("unnamed")} spellCheck={false}
        onInput={(e) => {
          const text = (e.target as HTMLInputElement).value;
          setTyped(text);
          onChange(text);
        }} />
    </span>
  );
}

function AsOf(): JSX.Element {
  const { store, state } = useEditor();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { date, from } = state.asOf;
  return (
    <>
      <button ref={button} type="button" className="sw-pill" aria-haspopup="dialog" aria-expanded={open} title={t("asOfHint")}
        onClick={() => setOpen(!open)}>
        {t("asOf", { day: day(date) || "…" })}<Icon name="down" />
      </button>
      {open && (
        <Popover anchor={button} label={t("asOfLabel")} className="sw-asof" onClose={() => setOpen(false)}>
          <p>{t("asOfHint")}</p>
          <div className="sw-asof-row">
            <DateInput label={t("asOfLabel")} value={date} onChange={(iso) => iso && store.setAsOf(iso)} />
            <button type="button" className="sw-button" disabled={from !== "given"} onClick={() => {
              store.setAsOf(null);
              setOpen(false);
            }}>{t("asOfDefault")}</button>
          </div>
        </Popover>
      )}
    </>
  );
}

function Status(): JSX.Element {
  const { status, problems } = useEditor().state;
  const before = useRef<typeof status>("busy");
  const slow = useSlow(status === "busy");
  if (status !== "busy" || slow) before.current = status;
  const shown = before.current;
  const n = [...problems.values()].reduce((sum, list) => sum + list.length, 0);
  const words = { ok: t("statusOk"), busy: t("statusBusy"), incomplete: t("statusIncomplete"), error: t("statusError", { n: n || 1 }), lost: t("statusLost"), stopped: t("statusStopped") }[shown];
  return <span className={`sw-pill sw-status sw-status-${shown}`} data-testid="status" data-status={status}>
    {shown === "ok" ? <Icon name="check" /> : shown === "error" || shown === "lost" || shown === "stopped" ? <Icon name="warn" /> : <span className="sw-dot" aria-hidden="true" />}{words}
  </span>;
}
