// Every word that the editor itself says, by what it is about. `catalogue.strings` may replace any of them by its name.
import { ACTIONS } from "./actions";
import { ADD } from "./add";
import { ANSWER } from "./answer";
import { CALCULATIONS } from "./calculations";
import { ENGLISH } from "./english";
import { HEAD } from "./head";
import { METRICS } from "./metrics";
import { RULES } from "./rules";
import { TEMPLATES } from "./templates";
import { VALUES } from "./values";

const STRINGS = { ...HEAD, ...ANSWER, ...RULES, ...ADD, ...TEMPLATES, ...ACTIONS, ...METRICS, ...CALCULATIONS, ...VALUES, ...ENGLISH } as const;

export type StringName = keyof typeof STRINGS;
let replaced: Record<string, string> = {};

export function useStrings(strings: Record<string, string> | undefined): void {
  replaced = strings ?? {};
}

/** The words by that name, with their {gaps} filled. */
export function t(name: StringName, gaps: Record<string, string | number> = {}): string {
  const words = replaced[name] ?? STRINGS[name];
  return words.replace(/\{(\w+)\}/g, (whole, gap: string) => (gap in gaps ? String(gaps[gap]) : whole));
}

/** The words by a name that is put together; none where there are none by that name. */
export const maybe = (name: string, gaps?: Record<string, string | number>): string | undefined => (name in STRINGS ? t(name as StringName, gaps) : undefined);
