// A menu on a button: arrow keys move, Enter picks, Escape closes.
import { useRef, useState, type JSX, type ReactNode } from "react";
import { Icon, type IconName } from "./icons";
import { Popover } from "./popover";

export interface MenuItem {
  label: string;
  icon?: IconName;
  onPick: () => void;
  checked?: boolean;
  disabled?: boolean;
  danger?: boolean;
}

interface MenuProps {
  label: string;
  /** Asked for when the menu opens; null draws a line. */
  items: () => readonly (MenuItem | null)[];
  className?: string;
  children: ReactNode;
}

export function Menu({ label, items, className = "", children }: MenuProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const shown = (open ? items() : []).filter((item, i, all) => item || (i > 0 && i < all.length - 1));

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const list = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role^=menuitem]:not(:disabled)")];
    const at = list.indexOf(document.activeElement as HTMLElement);
    const next = Math.abs(step) === Infinity ? (step < 0 ? 0 : list.length - 1) : (at + step + list.length) % list.length;
    list[next]?.focus();
  };

  return (
    <>
      <button ref={button} type="button" className={className} aria-label={label} title={label} aria-haspopup="menu" aria-expanded={open}
        onClick={() => setOpen(!open)}>
        {children}
      </button>
      {open && (
        <Popover anchor={button} label={label} role="menu" className="sw-menu" onClose={() => setOpen(false)}>
          <div onKeyDown={onKeyDown as never}>
            {shown.map((item, i) =>
              item ? (
                <button key={item.label} type="button" role={item.checked === undefined ? "menuitem" : "menuitemcheckbox"}
                  aria-checked={item.checked} disabled={item.disabled} className={item.danger ? "sw-danger" : ""}
                  onClick={() => {
                    setOpen(false);
                    item.onPick();
                  }}>
                  {item.checked ? <Icon name="check" /> : item.icon ? <Icon name={item.icon} /> : <span className="sw-icon" />}
                  {item.label}
                </button>
              ) : <hr key={i} />,
            )}
          </div>
        </Popover>
      )}
    </>
  );
}
