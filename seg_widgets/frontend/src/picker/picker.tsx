// The picker: what a rule can be about, in four categories, found by name, synonym or meaning.
import { useMemo, useRef, useState, type JSX, type ReactNode } from "react";
import { isCriterion } from "../definition";
import type { Category, Pick, Table } from "../protocol";
import { useEditor } from "../state/context";
import { t } from "../strings";
import { Icon } from "../ui/icons";
import { Popover } from "../ui/popover";
import { CATEGORIES, complete, daysOld, elsewhere, find, marked, picksOf, rowsOf } from "./search";

interface PickerProps {
  table: string;
  onPick: (pick: Pick) => void;
  className: string;
  /** Its name, where that is not what stands on it. */
  label?: string;
  title?: string;
  category?: Category;
  /** Only what a rule can be about: no conditions of another kind. */
  criteria?: boolean;
  children: ReactNode;
}

/** A button that opens the picker. */
export function Picker({ table, onPick, className, label, title, category, criteria, children }: PickerProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button ref={button} type="button" className={className} aria-label={label} title={title ?? label} aria-haspopup="dialog" aria-expanded={open}
        onClick={() => setOpen(!open)}>
        {children}
      </button>
      {open && (
        <Popover anchor={button} label={t("picker")} className="sw-picker" onClose={() => setOpen(false)}>
          <Choices table={table} category={category} criteria={criteria} onPick={(pick) => {
            setOpen(false);
            onPick(pick);
          }} />
        </Popover>
      )}
    </>
  );
}

export function Choices({ table, category: begun, criteria, fits, onPick }: { table: string; category?: Category; criteria?: boolean; fits?: (pick: Pick) => boolean; onPick: (pick: Pick) => void }): JSX.Element {
  const { catalogue, asOf } = useEditor().state;
  const [words, setWords] = useState("");
  const [category, setCategory] = useState<Category | null>(begun ?? null);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useMemo(() => `sw-picks-${Math.random().toString(36).slice(2)}`, []);

  const offered = (p: Pick): boolean => (!criteria || isCriterion(p.criterion)) && (!fits || fits(p));
  const hits = useMemo(() => find(picksOf(table, catalogue).filter(offered), words, table, catalogue), [table, catalogue, words]);
  const found = hits.map(({ pick }) => pick);
  const others = useMemo(() => (hits.length ? [] : elsewhere(table, words, catalogue)), [hits]);
  const sections = CATEGORIES.filter((c) => category === null || c === category)
    .map((c) => ({ category: c, picks: found.filter((p) => p.category === c) }))
    .filter(({ picks }) => picks.length);
  // While one searches, the best match comes first, whatever its category.
  const searching = words.trim() !== "";
  const rows = searching ? found.filter((p) => category === null || p.category === category) : sections.flatMap(({ picks }) => picks);
  const at = Math.min(active, rows.length - 1);

  const go = (to: number): void => {
    const next = Math.max(0, Math.min(to, rows.length - 1));
    setActive(next);
    list.current?.querySelector(`#${id}-${next}`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      go(at + step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const pick = rows[at];
      if (pick) onPick(pick);
    }
  };
  const onTabKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const tabs: (Category | null)[] = [null, ...CATEGORIES];
    const next = (tabs.indexOf(category) + step + tabs.length) % tabs.length;
    setCategory(tabs[next] ?? null);
    setActive(0);
    (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };

  const option = (pick: Pick, i: number, told?: Table): JSX.Element => {
    const also = searching ? hits.find((hit) => hit.pick === pick)?.also : undefined;
    const share = complete(pick, table, catalogue);
    const rows = told ? undefined : rowsOf(pick, catalogue);
    // What the heading says of all of its table is not said again.
    const detail = told ? pick.detail.split("; ").slice(1).join("; ") : pick.detail;
    return (
      <div key={pick.id} id={`${id}-${i}`} role="option" aria-selected={i === at} className={`sw-pick ${i === at ? "sw-active" : ""}`} data-pick={pick.id}
        onPointerMove={() => setActive(i)} onClick={() => onPick(pick)}>
        <span className="sw-pick-label"><Marked text={pick.label} words={words} />{also && <small> {t("alsoCalled")} <Marked text={also} words={words} /></small>}</span>
        <span className="sw-pick-detail">
          <Stale table={rows} asOf={asOf.date} />
          {detail && <span className={share !== null && share < HALF ? "sw-pick-warn" : ""}>{detail}</span>}
          {share !== null && share < 1 && <i className="sw-pick-meter" aria-hidden="true"><b style={{ width: `${100 * share}%` }} /></i>}
        </span>
        {pick.description && <span className="sw-pick-text"><Marked text={pick.description} words={words} /></span>}
      </div>
    );
  };
  let number = 0;

  return (
    <>
      <div className="sw-picker-search">
        <Icon name="search" />
        <input type="text" data-autofocus="" data-sw-text="" role="combobox" aria-expanded="true" aria-controls={id} aria-label={t("pickerSearch")}
          aria-activedescendant={rows.length ? `${id}-${at}` : undefined} placeholder={t("pickerSearch")} value={words}
          onInput={(e) => {
            setWords((e.target as HTMLInputElement).value);
            setActive(0);
          }}
          onKeyDown={onKeyDown as never} />
      </div>
      <div className="sw-picker-tabs" role="tablist" aria-label={t("picker")} onKeyDown={onTabKey as never}>
        {[null, ...CATEGORIES].map((c) => {
          const n = c ? found.filter((p) => p.category === c).length : found.length;
          return (
            <button key={c ?? "all"} type="button" role="tab" aria-selected={c === category} className={n ? "" : "sw-none-here"} tabIndex={c === category ? 0 : -1} data-category={c ?? "all"}
              onClick={() => {
                setCategory(c);
                setActive(0);
              }}>
              {c ? t(c) : t("pickerAll")} <span className="sw-badge">{n}</span>
            </button>
          );
        })}
      </div>
      <div ref={list} id={id} role="listbox" aria-label={t("picker")} className="sw-picks">
        {searching ? rows.map((pick, i) => option(pick, i)) : sections.map(({ category: c, picks }) => (
          <div key={c} role="group" aria-label={t(c)}>
            <p className="sw-picks-head"><strong>{t(c)}</strong> {t(`${c}Hint`)}</p>
            {byRows(picks, catalogue).map(({ rows, picks: those }) => rows ? (
              <div key={rows.name} role="group" aria-label={rows.label}>
                <p className="sw-picks-rows"><strong>{rows.label}</strong> <Stale table={rows} asOf={asOf.date} /><span>{those[0]?.detail.split("; ")[0]}</span></p>
                {those.map((pick) => option(pick, number++, rows))}
              </div>
            ) : those.map((pick) => option(pick, number++)))}
          </div>
        ))}
        {rows.length === 0 && <p className="sw-hint">{found.length ? t("pickerNoneHere") : t("pickerNone")}</p>}
        {rows.length === 0 && others.map(({ plural, label }) => <p key={plural} className="sw-hint">{t("pickerElsewhere", { plural, label })}</p>)}
      </div>
      <p className="sw-picker-foot">{t("pickerHelp")}</p>
    </>
  );
}

const HALF = 0.5;
/** From so many days on, a table whose latest row is older than the day of evaluation is called old. */
const OLD = 14;

/** That a table's latest row is old. */
function Stale({ table, asOf }: { table: Table | undefined; asOf: string }): JSX.Element | null {
  const days = daysOld(table, asOf);
  return days !== null && days >= OLD ? <span className="sw-pick-warn">{t("daysOld", { n: days })}</span> : null;
}

function Marked({ text, words }: { text: string; words: string }): JSX.Element {
  return <>{words.trim() ? marked(text, words).map(([piece, hit], i) => (hit ? <mark key={i}>{piece}</mark> : piece)) : text}</>;
}

/** Entries that read the rows of one table, one after the other, under its name. */
function byRows(picks: readonly Pick[], catalogue: Parameters<typeof rowsOf>[1]): { rows: Table | undefined; picks: Pick[] }[] {
  const groups: { rows: Table | undefined; picks: Pick[] }[] = [];
  for (const pick of picks) {
    const rows = rowsOf(pick, catalogue);
    const last = groups.at(-1);
    if (last && last.rows === rows) last.picks.push(pick);
    else groups.push({ rows, picks: [pick] });
  }
  return groups;
}
