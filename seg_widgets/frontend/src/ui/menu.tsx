// A menu on a button: arrow keys move, letters jump, Enter picks, Escape closes. An item may hold items of its own: they take its place.
import { useLayoutEffect, useRef, useState, type JSX, type ReactNode, type RefObject } from "react";
import { ariaKeys, shownKeys, type Keys } from "../keys";
import { t } from "../strings";
import { Icon, type IconName } from "./icons";
import { Popover } from "./popover";

export interface MenuItem {
  label: string;
  icon?: IconName;
  onPick?: () => void;
  /** What opens in its place: a menu in the menu. */
  items?: () => readonly (MenuItem | null)[];
  checked?: boolean;
  disabled?: boolean;
  danger?: boolean;
  /** Said beside it: why it cannot be taken, where it leads. */
  hint?: string;
  keys?: Keys;
}

interface MenuProps {
  label: string;
  /** Asked for when the menu opens; null draws a line. */
  items: () => readonly (MenuItem | null)[];
  className?: string;
  title?: string;
  /** Its button, where something else is to stand beside it. */
  anchor?: RefObject<HTMLButtonElement | null>;
  children: ReactNode;
}

/** Without lines at the ends, and none after another. */
const trimmed = (items: readonly (MenuItem | null)[]): readonly (MenuItem | null)[] =>
  items.filter((item, i, all) => item || (i > 0 && all[i - 1] && all.slice(i).some(Boolean)));

export function Menu({ label, items, className = "", title, anchor, children }: MenuProps): JSX.Element {
  const [open, setOpen] = useState(false);
  /** The items that were opened into one another. */
  const [way, setWay] = useState<readonly MenuItem[]>([]);
  const own = useRef<HTMLButtonElement>(null);
  const button = anchor ?? own;
  const list = useRef<HTMLDivElement>(null);
  const within = way.at(-1);
  const shown = open ? trimmed(within ? (within.items?.() ?? []) : items()) : [];

  // At once, not in the next frame: another key may follow, and must find the focus inside.
  const came = useRef<MenuItem | undefined>(undefined);
  useLayoutEffect(() => {
    const items_ = [...(list.current?.querySelectorAll<HTMLElement>("[role^=menuitem]:not(:disabled):not([data-back])") ?? [])];
    const back = came.current && !within ? items_.find((e) => e.dataset.label === came.current?.label) : undefined;
    if (within || came.current) (back ?? items_[0] ?? list.current?.querySelector<HTMLElement>("[data-back]"))?.focus();
    came.current = open ? within : undefined;
  }, [within, open]);

  const close = (): void => {
    setOpen(false);
    setWay([]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role^=menuitem]:not(:disabled)")];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const go = (to: number): void => {
      event.preventDefault();
      all[(to + all.length) % all.length]?.focus();
    };
    if (event.key === "ArrowDown") return go(at + 1);
    if (event.key === "ArrowUp") return go(at < 0 ? -1 : at - 1);
    if (event.key === "Home") return go(0);
    if (event.key === "End") return go(-1);
    if (event.key === "ArrowRight" && all[at]?.ariaHasPopup) {
      event.preventDefault();
      all[at].click();
    } else if ((event.key === "ArrowLeft" || event.key === "Escape") && within) {
      event.preventDefault();
      event.stopPropagation();
      setWay(way.slice(0, -1));
    } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const letter = event.key.toLowerCase();
      const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((e) => e.dataset.label?.toLowerCase().startsWith(letter));
      if (next) go(all.indexOf(next));
    }
  };

  return (
    <>
      <button ref={button} type="button" className={className} aria-label={label} title={title ?? label} aria-haspopup="menu" aria-expanded={open} data-sw-menu=""
        onClick={() => (open ? close() : setOpen(true))}>
        {children}
      </button>
      {open && (
        <Popover anchor={button} label={label} role="menu" className="sw-menu" onClose={close}>
          <div ref={list} onKeyDown={onKeyDown as never}>
            {within && (
              <button type="button" role="menuitem" data-back="" aria-label={t("menuBack", { label: within.label })} className="sw-menu-back" onClick={() => setWay(way.slice(0, -1))}>
                <Icon name="left" />{within.label}
              </button>
            )}
            {shown.map((item, i) =>
              item ? (
                <button key={item.label} type="button" role={item.checked === undefined ? "menuitem" : "menuitemcheckbox"} data-label={item.label}
                  aria-checked={item.checked} aria-haspopup={item.items ? "menu" : undefined} aria-keyshortcuts={ariaKeys(item.keys)} disabled={item.disabled}
                  className={item.danger ? "sw-danger" : ""}
                  onClick={() => {
                    if (item.items) return setWay([...way, item]);
                    close();
                    item.onPick?.();
                  }}>
                  {item.checked ? <Icon name="check" /> : item.icon ? <Icon name={item.icon} /> : <span className="sw-icon" />}
                  <span className="sw-menu-label">{item.label}</span>
                  {item.hint && <small className="sw-menu-hint">{item.hint}</small>}
                  {item.keys && <kbd className="sw-keys-shown" aria-hidden="true">{shownKeys(item.keys)}</kbd>}
                  {item.items && <Icon name="right" />}
                </button>
              ) : <hr key={i} />,
            )}
          </div>
        </Popover>
      )}
    </>
  );
}
