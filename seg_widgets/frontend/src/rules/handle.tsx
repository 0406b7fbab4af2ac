// The handle of a rule or a group: by mouse it drags, with the keyboard the arrows go from one to the next; a click opens the menu.
import type { JSX, Ref } from "react";
import { ariaKeys } from "../keys";
import { t } from "../strings";
import { Icon } from "../ui/icons";

export function Handle({ dragRef, text }: { dragRef: Ref<HTMLSpanElement> | undefined; text: string }): JSX.Element {
  const open = (handle: HTMLElement): void => handle.closest(".sw-line")?.querySelector<HTMLElement>(":scope .sw-moreactions")?.click();
  const onKeyDown = (event: KeyboardEvent): void => {
    const handle = event.currentTarget as HTMLElement;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      const all = [...(handle.closest(".sw-rules")?.querySelectorAll<HTMLElement>(".sw-handle") ?? [])];
      event.preventDefault();
      all[all.indexOf(handle) + step]?.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      open(handle);
    }
  };
  return (
    <span ref={dragRef} className="sw-handle" role="button" tabIndex={0} aria-label={t("handle", { text })} title={t("drag", { text })} aria-haspopup="menu"
      aria-keyshortcuts={["Alt+ArrowUp", "Alt+ArrowDown"].map(ariaKeys).join(" ")} onKeyDown={onKeyDown as never} onClick={(e) => open(e.currentTarget as HTMLElement)}>
      <Icon name="grip" />
    </span>
  );
}
