// Numbers typed in place: plain, in percent, whole.
import { useState, type JSX } from "react";
import { isParam, type Scalar } from "../definition";
import { t } from "../strings";
import { fromPercent, readNumber, toPercent } from "../words/numbers";
import { TextInput } from "../ui/controls";
import { ParamToken } from "./param";

interface Props {
  label: string;
  value: unknown;
  onChange: (value: number | string | undefined, typing: boolean) => void;
  placeholder?: string;
  title?: string;
  autoFocus?: boolean;
  invalid?: boolean;
  /** Whether the number is one that is taken. */
  fits?: (n: number | string) => boolean;
}

const one = (value: Scalar | readonly Scalar[] | undefined): number | string | undefined => (typeof value === "number" ? value : undefined);
const read = (typed: string): string => String(readNumber(typed) ?? "");

/** A number, or a parameter that stands for one; whole numbers that a number cannot hold stay text, and so does what is none: Python says what is wrong with it. */
export function NumberInput({ value, onChange, invalid, fits, ...rest }: Props): JSX.Element {
  const [bad, setBad] = useState(false);
  if (isParam(value)) return <ParamToken param={value} label={rest.label} onDetach={(own) => onChange(one(own), false)} />;
  return (
    <TextInput {...rest} numeric value={value === null || value === undefined ? "" : String(value)} invalid={invalid || bad}
      same={(typed, shown) => read(typed) === shown}
      onChange={(typed) => {
        const n = readNumber(typed);
        const written = typed.trim();
        setBad(written !== "" && (n === undefined || (fits !== undefined && !fits(n))));
        onChange(n ?? (written === "" ? undefined : written), true);
      }} />
  );
}

/** A whole number from `least` on. */
export function WholeInput({ least = 1, onChange, ...rest }: Omit<Props, "onChange"> & { least?: number; onChange: (n: number) => void }): JSX.Element {
  const fits = (n: unknown): n is number => typeof n === "number" && Number.isInteger(n) && n >= least;
  return <NumberInput {...rest} fits={fits} onChange={(n) => fits(n) && onChange(n)} />;
}

/** A share shown in percent; `sign` is -1 where the words beside it say "down". */
export function PercentInput({ value, sign = 1, onChange, ...rest }: Props & { sign?: 1 | -1 }): JSX.Element {
  if (isParam(value)) return <ParamToken param={value} label={rest.label || t("percent")} percent sign={sign} onDetach={(own) => onChange(one(own), false)} />;
  const shown = typeof value === "number" ? toPercent(sign * value) + 0 : value;
  return (
    <span className="sw-withunit">
      <NumberInput {...rest} label={rest.label || t("percent")} value={shown}
        onChange={(n, typing) => onChange(typeof n === "number" ? sign * fromPercent(n) + 0 : n, typing)} />
      <span className="sw-unit">%</span>
    </span>
  );
}
