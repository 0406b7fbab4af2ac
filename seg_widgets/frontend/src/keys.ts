// Shortcuts: how they are written ("Mod+D", where Mod is Ctrl, or Command on a Mac), matched, shown and told to screen readers.
import { t } from "./strings";

export type Keys = string;

const isMac = (): boolean => /mac/i.test(navigator.platform);

/** Whether an event is a shortcut. Signs ("/", "?") match however a keyboard makes them, so Shift is left out for those. */
export function matches(event: KeyboardEvent, keys: Keys): boolean {
  const parts = keys.split("+");
  const key = parts.at(-1) ?? "";
  const [mod, alt, shift] = ["Mod", "Alt", "Shift"].map((name) => parts.includes(name));
  const typed = key.length === 1 ? event.key.toLowerCase() === key.toLowerCase() : event.key === key;
  if (!typed || (event.ctrlKey || event.metaKey) !== mod || event.altKey !== alt) return false;
  return event.shiftKey === shift || (key.length === 1 && !/[a-z0-9]/i.test(key));
}

const SIGNS: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };
const MAC: Record<string, string> = { Mod: "⌘", Alt: "⌥", Shift: "⇧" };

/** "Ctrl+D", on a Mac "⌘D". */
export function shownKeys(keys: Keys): string {
  const mac = isMac();
  const words: Record<string, string> = { Mod: t("keyCtrl"), Alt: t("keyAlt"), Shift: t("keyShift"), Delete: t("keyDelete"), Enter: t("keyEnter"), Escape: t("keyEscape"), Tab: t("keyTab") };
  const said = keys.split("+").map((part) => (mac ? MAC[part] : undefined) ?? SIGNS[part] ?? words[part] ?? part);
  return said.join(mac ? "" : "+");
}

/** As `aria-keyshortcuts` wants it. */
export const ariaKeys = (keys: Keys | undefined): string | undefined => keys?.replace("Mod", isMac() ? "Meta" : "Control");
