// Values chosen from those in the data, with their counts and a search; others may be written.
import { useMemo, useRef, useState, type JSX } from "react";
import { isParam, type Param, type Scalar } from "../definition";
import type { Column, Family } from "../protocol";
import { useCatalogue } from "../state/context";
import { t } from "../strings";
import { Icon } from "../ui/icons";
import { Popover } from "../ui/popover";
import { valueText } from "../words/english";
import { count, day, plain, readNumber } from "../words/numbers";

/** A value of the list; a parameter may stand among them. */
export type Entry = Scalar | Param;

interface Props {
  label: string;
  column: Column | undefined;
  family: Family | null;
  many: boolean;
  chosen: readonly Entry[];
  onChange: (chosen: Entry[]) => void;
  autoFocus?: boolean;
  invalid?: boolean;
}

const SHOWN = 100;
const show = (value: unknown, family: Family | null): string => (value === "" ? t("noText") : family === "date" ? day(value) : plain(value));
const idOf = (value: Entry): string => (isParam(value) ? `param:${value.name}` : `${typeof value}:${value}`);

export function OptionsInput(props: Props): JSX.Element {
  const { label, family, chosen, invalid } = props;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const catalogue = useCatalogue();
  const texts = chosen.map((value) => valueText(value, catalogue, (x) => show(x, family)));
  const text = texts.length > 3 ? `${texts.slice(0, 2).join(", ")} +${texts.length - 2}` : texts.join(", ");
  return (
    <>
      <button ref={button} type="button" className={`sw-token sw-value ${text ? "" : "sw-empty"}`} aria-haspopup="dialog" aria-expanded={open}
        aria-label={`${label}: ${text || t("choose")}`} title={texts.join(", ") || label} aria-invalid={invalid || undefined}
        data-sw-fresh="" onClick={() => setOpen(!open)}>
        <span className="sw-ellipsis">{text || t("choose")}</span><Icon name="down" />
      </button>
      {open && (
        <Popover anchor={button} label={label} className="sw-options" onClose={() => setOpen(false)}>
          <Options {...props} close={() => setOpen(false)} />
        </Popover>
      )}
    </>
  );
}

function Options({ label, column, family, many, chosen, onChange, close }: Props & { close: () => void }): JSX.Element {
  const [search, setSearch] = useState("");
  const [active, setActive] = useState(0);
  const catalogue = useCatalogue();
  const said = (value: Entry): string => valueText(value, catalogue, (x) => show(x, family));
  const first = useRef(chosen); // what was chosen when it opened stays on top while one ticks
  const id = useMemo(() => `sw-options-${Math.random().toString(36).slice(2)}`, []);

  const known = useMemo(() => {
    const counts = new Map<Entry, number | null>((column?.values ?? []).map(([value, n]) => [value as Scalar, n]));
    const rank = new Map((column?.order ?? []).map((value, i) => [value, i]));
    const listed = [...counts.keys()].filter((value) => value !== null && !first.current.includes(value));
    if (rank.size) listed.sort((a, b) => (rank.get(String(a)) ?? 1e9) - (rank.get(String(b)) ?? 1e9));
    return [...first.current, ...listed].map((value) => ({ value, count: counts.get(value) }));
  }, [column]);

  const listed = column?.values?.length ?? 0;
  const unlisted = listed ? (column?.distinct ?? 0) - listed : 0;
  const complete = listed > 0 && unlisted <= 0;
  const typed = read(search, family);
  const found = known.filter(({ value }) => said(value).toLowerCase().includes(search.trim().toLowerCase()));
  const writes = search.trim() !== "" && typed !== undefined && !known.some(({ value }) => value === typed);
  const rows = [...found.slice(0, SHOWN), ...(writes ? [{ value: typed, count: undefined }] : [])];
  const at = Math.min(active, rows.length - 1);

  const pick = (value: Entry): void => {
    if (!many) {
      onChange([value]);
      close();
    } else onChange(chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setActive((at + (event.key === "ArrowDown" ? 1 : -1) + rows.length) % Math.max(rows.length, 1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      const row = rows[at];
      if (row && (search || many || active)) pick(row.value);
      if (many && search) setSearch("");
    }
  };

  return (
    <>
      <input type="text" className="sw-search" data-autofocus="" data-sw-text="" role="combobox" aria-expanded="true" aria-controls={id}
        aria-activedescendant={rows.length ? `${id}-${at}` : undefined} aria-label={t("searchValues")} placeholder={t("searchValues")} value={search}
        onInput={(e) => {
          setSearch((e.target as HTMLInputElement).value);
          setActive(0);
        }}
        onKeyDown={onKeyDown as never} />
      <div id={id} role="listbox" aria-label={label} aria-multiselectable={many} className="sw-optionlist">
        {rows.map(({ value, count: n }, i) => (
          <div key={idOf(value)} id={`${id}-${i}`} role="option" aria-selected={chosen.includes(value)}
            className={`sw-option ${i === at ? "sw-active" : ""}`} onPointerMove={() => setActive(i)} onClick={() => pick(value)}
            ref={(node) => {
              if (i === at && active > 0) node?.scrollIntoView({ block: "nearest" });
            }}>
            <span className="sw-tick">{chosen.includes(value) && <Icon name="check" />}</span>
            <span className="sw-ellipsis">{writes && i === rows.length - 1 ? t(complete ? "useUnknown" : "useValue", { value: said(value) }) : said(value)}</span>
            {n !== undefined && n !== null && <span className="sw-option-count">{count(n)}</span>}
          </div>
        ))}
        {unlisted > 0 && <p className="sw-hint">{t("unlisted", { n: count(listed), of: count(column?.distinct ?? 0) })}</p>}
        {rows.length === 0 && <p className="sw-hint">{known.length ? t("noValues") : t("searchValues")}</p>}
        {found.length > SHOWN && <p className="sw-hint">{t("more_values", { n: count(found.length - SHOWN) })}</p>}
      </div>
      {many && (
        <div className="sw-options-foot">
          <span>{t("chosen", { n: chosen.length })}</span>
          <button type="button" className="sw-button sw-quiet" disabled={!chosen.length} onClick={() => onChange([])}>{t("clear")}</button>
          <button type="button" className="sw-button" onClick={close}>{t("done")}</button>
        </div>
      )}
    </>
  );
}

/** What was written, as a value of the family. */
function read(typed: string, family: Family | null): Scalar | undefined {
  if (family === "number") return readNumber(typed);
  if (family === "date") return /^\d{4}-\d\d-\d\d$/.test(typed.trim()) ? typed.trim() : undefined;
  return typed;
}
