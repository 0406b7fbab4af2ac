// Keys as they are pasted: from a spreadsheet's column or row, a list in a mail, a CSV file.
import type { Scalar } from "../definition";
import { readNumber } from "./numbers";

const THOUSANDS = /^\d{1,3}(,\d{3})+$/;

/** The keys in a text, each once, as they stand. Lines, tabs, commas and semicolons part them; what is in quotes stays together. */
export function readKeys(text: string, numeric: boolean, names: readonly string[] = []): Scalar[] {
  const lines = text.split(/\r?\n/);
  // Whole numbers with thousands apart, one a line: those commas part nothing.
  const thousands = numeric && lines.length > 1 && lines.every((line) => !line.trim() || THOUSANDS.test(line.trim()) || /^\d+$/.test(line.trim()));
  const parts = lines.flatMap((line) => (thousands ? [line] : cells(line))).map((part) => part.trim()).filter(Boolean);
  const header = parts[0] !== undefined && parts.length > 1 && names.some((name) => name.toLowerCase() === parts[0]?.toLowerCase());
  const keys = header ? parts.slice(1) : parts;
  return [...new Set(keys.map((key): Scalar => (numeric ? (readNumber(thousands ? key.replaceAll(",", "") : key) ?? key) : key)))];
}

/** The cells of a line: a quote begins one only at its start, and is written twice inside it. */
function cells(line: string): string[] {
  const found: string[] = [];
  for (const [, quoted, bare] of line.matchAll(/\s*(?:"((?:[^"]|"")*)"\s*(?=[\t,;]|$)|([^\t,;]*))(?:[\t,;]|$)/g)) found.push(quoted === undefined ? (bare ?? "") : quoted.replaceAll('""', '"'));
  return found;
}

/** A key as it has to be written so that it is read as itself. */
export const writtenKey = (key: Scalar): string => (/[\t,;\n]|^\s*"/.test(String(key)) ? `"${String(key).replaceAll('"', '""')}"` : String(key));
