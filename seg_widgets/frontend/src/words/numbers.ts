// Figures as people read them, and back.

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 });

/** A count with its thousands apart. */
export const count = (n: number): string => grouped.format(n);

/** A value of any kind as text; numbers with thousands apart, text as it is. */
export function plain(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return count(value);
  return String(value);
}

/** A large figure in short: "4.2 M". */
export function short(n: number): string {
  const size = Math.abs(n);
  for (const [limit, letter] of [[1e9, "B"], [1e6, "M"], [1e4, "k"]] as const)
    if (size >= limit) {
      const scaled = n / (letter === "k" ? 1e3 : limit);
      return `${scaled.toFixed(Math.abs(scaled) < 100 ? 1 : 0).replace(/\.0$/, "")}\u00a0${letter}`;
    }
  return count(Math.round(n * 100) / 100);
}

/** A share: "10.8%"; never 0% or 100% where it is not so. */
export function share(part: number, whole: number): string {
  if (!whole) return "–";
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 0.1) return "<0.1%";
  if (percent < 100 && percent > 99.9) return ">99.9%";
  return `${percent.toFixed(1).replace(/\.0$/, "")}%`;
}

/** What was typed as a number, exactly; text where a number cannot hold it (whole numbers beyond 2^53); undefined: no number. */
export function readNumber(typed: string): number | string | undefined {
  const text = pointed(typed.trim().replace(/^\u2212/, "-").replace(/[\s_'\u2019](?=\d{3}(\D|$))/g, ""));
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  const n = Number(text);
  if (!Number.isFinite(n)) return undefined;
  if (/^[+-]?\d+$/.test(text) && !Number.isSafeInteger(n)) return text.replace(/^\+/, "");
  return n;
}

/** The number with a point before its decimals and no thousands apart: a comma parts thousands where it can (1,000), else decimals (12,5). */
function pointed(text: string): string {
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(text)) return text.replaceAll(",", "");
  if (/^[+-]?\d{1,3}(\.\d{3})+,\d*$/.test(text) || /^[+-]?\d{1,3}(\.\d{3}){2,}$/.test(text)) return text.replaceAll(".", "").replace(",", ".");
  return text.replace(/^([+-]?\d*),(\d+)$/, "$1.$2");
}

/** The number by hundred, by moving the point in its text: 0.07 is 7, not 7.000000000000001. */
export const toPercent = (share: number): number => Number(`${share}e2`.replace(/e([+-]?\d+)e2$/, (_, e) => `e${Number(e) + 2}`));
export const fromPercent = (percent: number): number =>
  Number(`${percent}e-2`.replace(/e([+-]?\d+)e-2$/, (_, e) => `e${Number(e) - 2}`));

const months = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** A day as people write it: "20 Nov 2026". What is no day stays as it is. */
export function day(iso: unknown): string {
  if (typeof iso !== "string" || !/^\d{4}-\d\d-\d\d/.test(iso)) return plain(iso);
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? iso : months.format(date) + (iso.length > 10 ? iso.slice(10, 16) : "");
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** A moment as people say it, in their own time zone: "14:02" of today, else "20 Nov 2026, 14:02". */
export function when(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const local = `${at.getFullYear()}-${`${at.getMonth() + 1}`.padStart(2, "0")}-${`${at.getDate()}`.padStart(2, "0")}`;
  return at.toDateString() === new Date().toDateString() ? clock.format(at) : `${day(local)}, ${clock.format(at)}`;
}
