// Small controls, all named: icon buttons, selects that look like words, inputs as wide as what is in them.
import { useEffect, useRef, useState, type JSX } from "react";
import { ariaKeys, shownKeys, type Keys } from "../keys";
import { Icon, type IconName } from "./icons";

interface IconButtonProps {
  icon: IconName;
  label: string;
  onClick: () => void;
  disabled?: boolean;
  pressed?: boolean;
  className?: string;
  keys?: Keys;
}

export function IconButton({ icon, label, onClick, disabled, pressed, className = "", keys }: IconButtonProps): JSX.Element {
  return (
    <button type="button" className={`sw-iconbutton ${className}`} aria-label={label} title={keys ? `${label} (${shownKeys(keys)})` : label} disabled={disabled} aria-keyshortcuts={ariaKeys(keys)}
      aria-pressed={pressed} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

export interface Option {
  value: string;
  label: string;
  /** As it reads in the sentence, where that differs from how it reads in the list. */
  short?: string;
}

interface SelectProps {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  className?: string;
  invalid?: boolean;
}

/** A native select behind a token that is as wide as the chosen words. A value that is not among the options is kept. */
export function Select({ label, value, options, onChange, className = "", invalid }: SelectProps): JSX.Element {
  const chosen = options.find((o) => o.value === value);
  const all = chosen ? options : [{ value, label: value || "…" }, ...options];
  return (
    <span className={`sw-select ${className}`}>
      <span className="sw-select-text" aria-hidden="true">{chosen?.short ?? chosen?.label ?? (value || "…")}</span>
      <Icon name="down" />
      <select aria-label={label} title={label} value={value} aria-invalid={invalid || undefined}
        onChange={(e) => onChange((e.target as HTMLSelectElement).value)}>
        {all.map((o) => <option key={o.value} value={o.value} selected={o.value === value}>{o.label}</option>)}
      </select>
    </span>
  );
}

interface TextInputProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  placeholder?: string;
  title?: string;
  className?: string;
  numeric?: boolean;
  autoFocus?: boolean;
  invalid?: boolean;
  min?: number;
  /** Whether what is typed already says the value, in other figures ("1." is 1). */
  same?: (typed: string, value: string) => boolean;
}

/** A field as wide as its text. What is typed stays as typed; the outer value comes in only when it says something else. */
export function TextInput(props: TextInputProps): JSX.Element {
  const { label, value, onChange, placeholder = "", title, className = "", numeric, autoFocus, invalid, min = 2, same } = props;
  const [typed, setTyped] = useState(value);
  const given = useRef(value);
  useEffect(() => {
    if (value !== given.current && !same?.(typed, value)) setTyped(value);
    given.current = value;
  }, [value]);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (autoFocus) field.current?.focus();
  }, []);
  const width = Math.min(Math.max((typed || placeholder).length, min), 32) + 1;
  return (
    <input ref={field} type="text" inputMode={numeric ? "decimal" : undefined} aria-label={label} title={title ?? label}
      className={`sw-input ${numeric ? "sw-number" : ""} ${className}`} style={{ width: `calc(${width}ch + 14px)` }}
      value={typed} placeholder={placeholder} aria-invalid={invalid || undefined} spellCheck={false} autoComplete="off"
      onInput={(e) => {
        const text = (e.target as HTMLInputElement).value;
        setTyped(text);
        given.current = text;
        onChange(text);
      }}
      onBlur={() => value !== "" && setTyped(value)} />
  );
}

export function DateInput({ label, value, onChange, autoFocus, invalid }: {
  label: string; value: string; onChange: (iso: string | undefined) => void; autoFocus?: boolean; invalid?: boolean;
}): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (autoFocus) field.current?.focus();
  }, []);
  return (
    <input ref={field} type="date" className="sw-input sw-date" aria-label={label} title={label} value={value}
      aria-invalid={invalid || undefined}
      onChange={(e) => onChange((e.target as HTMLInputElement).value || undefined)} />
  );
}
