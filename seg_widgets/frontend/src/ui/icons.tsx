// Inline icons: no font has to have them.
import type { JSX } from "react";

const paths = {
  grip: "M6 3.5h.01M10 3.5h.01M6 8h.01M10 8h.01M6 12.5h.01M10 12.5h.01",
  undo: "M6 3 3 6l3 3M3 6h6a4 4 0 0 1 0 8H7",
  redo: "m10 3 3 3-3 3M13 6H7a4 4 0 0 0 0 8h2",
  down: "m4.5 6.5 3.5 3.5 3.5-3.5",
  up: "m4.5 9.5 3.5-3.5 3.5 3.5",
  left: "m9.5 4.5-3.5 3.5 3.5 3.5",
  right: "m6.5 4.5 3.5 3.5-3.5 3.5",
  keyboard: "M2 4.5h12v7.5H2zM4.5 7h.01M7 7h.01M9.5 7h.01M12 7h.01M5 9.7h6",
  calc: "M9.5 3.2c-1.6-.5-2.4.4-2.7 2L5.6 11c-.3 1.600-1 2.300-2.400 1.900M4.700 6.800h4.600M9.200 9.200l3.600 3.800M12.800 9.200l-3.600 3.800",
  swap: "M3 5.500h9.500M10 3l2.500 2.500L10 8M13 10.500H3.500M6 8l-2.500 2.500L6 13",
  into: "M3 3v4a2 2 0 0 0 2 2h7M9.500 6.500 12 9l-2.500 2.500",
  clock: "M8 2.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11ZM8 5v3.200l2 1.300",
  plus: "M8 3.5v9M3.5 8h9",
  close: "m4.5 4.5 7 7m0-7-7 7",
  check: "m3.5 8.5 3 3 6-7",
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  eyeOff: "m2.5 2.5 11 11M6.4 4A6 6 0 0 1 8 3.7C12 3.7 14.5 8 14.5 8a12 12 0 0 1-1.9 2.4M9.9 12.1A6 6 0 0 1 8 12.4C4 12.4 1.5 8 1.5 8a12 12 0 0 1 2.6-3",
  copy: "M6 6h7v7H6zM3.5 10H3V3h7v.5",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  trash: "M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 8.5h6l.5-8.5M7 7v3.5M9 7v3.5",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.5 10.5l3 3",
  filter: "M2.5 3.5h11L9.5 8.5v4l-3-1.5V8.5z",
  warn: "M8 2.5 14 13H2zM8 6.5v3M8 11.3h.01",
  calendar: "M3 4h10v9H3zM3 6.8h10M5.5 2.5V5M10.5 2.5V5",
  group: "M3 3h4v4H3zM9 9h4v4H9zM9 3h4v4H9zM3 9h4v4H3z",
  sliders: "M2.5 5h6M12 5h1.5M2.5 11H4M7.5 11h6M10.2 6.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4ZM5.8 12.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4Z",
  wrap: "M5 2.5H3v11h2M11 2.5h2v11h-2M6 8h4",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }): JSX.Element {
  const dots = name === "grip" || name === "more";
  return (
    <svg className="sw-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} fill="none" stroke="currentColor" strokeWidth={dots ? 2 : 1.4} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
