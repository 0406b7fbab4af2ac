// The small distribution beside a rule: how its metric is spread, what of it the rule takes, and its threshold, to be dragged.
import { useEffect, useMemo, useReducer, useRef, useState, type JSX } from "react";
import { isParam, withParts, type CriterionNode, type Scalar } from "../definition";
import type { Categories, Measured, Spread } from "../protocol";
import { useEditor, type Editor } from "../state/context";
import { questionOf, spreadsOf } from "../state/spreads";
import { t } from "../strings";
import { amend } from "../tree/edit";
import type { Located } from "../tree/places";
import { metricName } from "../words/english";
import { put } from "../words/put";
import { count, day, plain, toPercent } from "../words/numbers";
import { drawn, handleText, isoDay, keyed, moved, pointed, positionOf, taken, withCategory, type Handle, type Range } from "../words/spread";
import { isShare, orderOf, unitOf } from "../words/types";

const WITHOUT = ["is_missing", "is_present"];
const HEIGHT = 24;

interface Props {
  at: Located;
  node: CriterionNode;
}

export function RuleSpread({ at, node }: Props): JSX.Element | null {
  const { store, state } = useEditor();
  const place = useRef<HTMLSpanElement>(null);
  const seen = useSeen(place);
  const [, again] = useReducer((n: number) => n + 1, 0);
  const last = useRef<Spread | null>(null);
  const { asOf, sketch } = state;
  const asked = useMemo(
    () => (WITHOUT.includes(node.op) ? null : questionOf(node.metric, at.table, asOf.date, sketch.head.parameters)),
    [node.metric, node.op, at.table, asOf.date, sketch.head.parameters],
  );
  const spreads = spreadsOf(store);
  const known = asked ? spreads.get(asked.key) : null;
  useEffect(() => {
    if (asked && seen && known === undefined) return spreads.want(asked.key, asked.question, () => again());
  }, [asked?.key, seen, known === undefined]);
  // Until the new one is there the one before stands, faded: a rule that is being edited does not flicker.
  if (known !== undefined) last.current = known;
  const spread = known === undefined ? last.current : known;
  return (
    <span ref={place} className={`sw-spread ${known === undefined && seen ? "sw-waiting" : ""}`} data-testid={spread ? "spread" : undefined}>
      {spread?.kind === "categories" ? <Bars at={at} node={node} spread={spread} />
        : spread ? <Plot at={at} node={node} spread={spread} /> : null}
    </span>
  );
}

/** Whether an element has been in view. */
function useSeen(ref: React.RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && setSeen(true), { rootMargin: "200px" });
    if (ref.current && !seen) watch.observe(ref.current);
    return () => watch.disconnect();
  }, [seen]);
  return seen;
}

/** Heights grow with the root of a count (Tukey's rootogram): beside many zeros the few others are still seen. */
const heights = (counts: readonly number[]): number[] => {
  const most = Math.sqrt(Math.max(...counts, 1));
  return counts.map((n) => (n ? Math.max(1.5, (HEIGHT * Math.sqrt(n)) / most) : 0));
};

function Bars({ at, node, spread }: Props & { spread: Categories }): JSX.Element {
  const { store, state: { catalogue } } = useEditor();
  const { table } = at;
  const chosen = taken(node, spread, orderOf(node.metric, table, catalogue), catalogue.parameters);
  const { values, others, missing } = spread;
  const name = (v: string | boolean): string => (v === true ? t("yes") : v === false ? t("no") : v);
  const words = [...values.map((v, i) => `${name(v)} ${count(spread.counts[i] ?? 0)}`), others ? t("spreadOthers", { n: count(others) }) : "", missing ? t("spreadMissing", { n: count(missing) }) : ""];
  // By keyboard the value beside it does the same. Small bars are pointed at by where they stand.
  const onClick = (event: MouseEvent): void => {
    const bars = [...(event.currentTarget as HTMLElement).children];
    const value = values[bars.findIndex((bar) => event.clientX <= bar.getBoundingClientRect().right + 1)];
    const next = value === undefined ? null : withCategory(node, value);
    if (next) store.edit((sketch) => ({ ...sketch, tree: amend(sketch.tree, at.item.id, node, next) }));
  };
  const all = heights([...spread.counts, ...(others ? [others] : []), ...(missing ? [missing] : [])]);
  return (
    <span className={`sw-bars ${values.some((v) => withCategory(node, v)) ? "sw-settable" : ""}`} role="img" onClick={onClick as never} aria-label={t("spreadOf", { what: metricName(node.metric, table, catalogue), words: words.filter(Boolean).join(", ") })} title={words.filter(Boolean).join("\n")}>
      {all.map((height, i) => (
        <i key={i} className={i < values.length ? (chosen?.[i] ? "sw-taken" : "") : missing && i === all.length - 1 ? "sw-lacking" : "sw-others"} style={{ height: `${(100 * height) / HEIGHT}%` }} />
      ))}
    </span>
  );
}

/** The bars as one outline, each as wide as the others. */
function outline(counts: readonly number[]): string {
  const wide = 100 / counts.length;
  const all = heights(counts);
  return `M0 ${HEIGHT}${all.map((h, i) => `V${(HEIGHT - h).toFixed(2)}H${((i + 1) * wide).toFixed(3)}`).join("")}V${HEIGHT}Z`;
}

let gestures = 0;

function Plot({ at, node, spread }: Props & { spread: Measured }): JSX.Element {
  const editor = useEditor();
  const { catalogue, asOf } = editor.state;
  const { metric } = node;
  const { parameters } = catalogue;
  const box = useRef<HTMLSpanElement>(null);
  const drag = useRef<{ part: Handle["part"]; key: string; frame: number; x: number } | null>(null);
  const [held, setHeld] = useState<Handle["part"] | null>(null);
  const { ranges, handles } = drawn(node, spread, asOf.date, parameters);
  const path = useMemo(() => outline(spread.counts), [spread]);
  const unit = unitOf(metric, at.table, catalogue);
  const name = metricName(metric, at.table, catalogue);
  const end = (x: number): string => (spread.kind === "date" ? day(isoDay(x)) : isShare(metric) ? `${plain(toPercent(Number(x.toPrecision(3))))}%` : plain(x));
  const words = [t("spreadFrom", { min: end(spread.min), max: end(spread.max) }), spread.missing ? t("spreadMissing", { n: count(spread.missing) }) : ""].filter(Boolean).join(", ");
  const percent = (x: number): number => 100 * positionOf(spread.edges, x);

  // What is drawn now and what is moved next may be a render apart: what moves reads the rule as it is.
  const now = useRef({ node, handles });
  now.current = { node, handles };
  const move = (part: Handle["part"], to: number, options: { key: string; gesture?: boolean }): void => {
    const { node: rule, handles: standing } = now.current;
    const handle = standing.find((h) => h.part === part) ?? { part, path: ["value"], at: to, now: to, unit: "" };
    const value = moved(rule, spread, handle, standing, to, asOf.date);
    if (value !== undefined) set(editor, at, rule, handle.path, value, options);
  };
  const follow = (): void => {
    const dragging = drag.current;
    const field = box.current?.getBoundingClientRect();
    if (!dragging || !field?.width) return;
    dragging.frame = 0;
    move(dragging.part, pointed(spread, metric, (dragging.x - field.left) / field.width, field.width), { key: dragging.key, gesture: true });
  };
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0 || !box.current) return;
    const field = box.current.getBoundingClientRect();
    const x = ((event.clientX - field.left) / field.width) * 100;
    const nearest = [...handles].sort((a, b) => Math.abs(percent(a.at) - x) - Math.abs(percent(b.at) - x) || (x > percent(a.at) ? -1 : 1))[0];
    const part = nearest?.part ?? (SETS.includes(node.op) ? "value" : undefined);
    if (!part) return;
    event.preventDefault();
    box.current.setPointerCapture(event.pointerId);
    drag.current = { part, key: `drag-${++gestures}`, frame: 0, x: event.clientX };
    setHeld(part);
    box.current.querySelector<HTMLElement>(`[data-part=${part}]`)?.focus({ preventScroll: true });
    if (!(event.target as HTMLElement).closest("[role=slider]")) follow();
  };
  const onMove = (event: PointerEvent): void => {
    if (!drag.current) return;
    drag.current.x = event.clientX;
    drag.current.frame ||= requestAnimationFrame(follow);
  };
  const onUp = (): void => {
    if (drag.current?.frame) {
      cancelAnimationFrame(drag.current.frame);
      follow();
    }
    drag.current = null;
    setHeld(null);
  };
  const onKeyDown = (handle: Handle) => (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    let to = keyed(spread, metric, handle.at, event.key);
    if (to === undefined) return;
    event.preventDefault();
    if (handle.part === "n") to = byOne(node, handle, event.key, to);
    move(handle.part, to, { key: `${at.item.id}-slide-${handle.part}` });
  };
  return (
    <span ref={box} className={`sw-plot ${held ? "sw-held" : ""} ${SETS.includes(node.op) || handles.length ? "sw-settable" : ""}`} title={held ? undefined : `${name}: ${words}`}
      onPointerDown={onDown as never} onPointerMove={onMove as never} onPointerUp={onUp} onPointerCancel={onUp}>
      <svg viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={t("spreadOf", { what: name, words })}>
        <path d={path} />
      </svg>
      {ranges.map((range, i) => (
        <svg key={i} className="sw-taken" viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" style={{ clipPath: inset(range, percent) }}><path d={path} /></svg>
      ))}
      {handles.map((handle) => {
        const text = handleText(handle, spread, metric, unit);
        return (
          <span key={handle.part} className="sw-thumb" role="slider" tabIndex={0} data-part={handle.part} style={{ left: `${percent(handle.at)}%` }}
            aria-label={t(LABELS[handle.part], { what: name })} aria-orientation="horizontal" aria-valuenow={handle.now} aria-valuetext={text}
            aria-valuemin={handle.part === "n" ? 1 : Math.min(spread.min, handle.now)} aria-valuemax={handle.part === "n" ? undefined : Math.max(spread.max, handle.now)}
            onKeyDown={onKeyDown(handle) as never}>
            <span className="sw-tip" aria-hidden="true">{text}</span>
          </span>
        );
      })}
    </span>
  );
}

/** Comparisons with one value: pointing into the distribution of a rule that has none yet gives it one. */
const SETS = ["<", "<=", ">", ">=", "is", "is_not"];
const LABELS = { value: "threshold", lower: "thresholdLower", upper: "thresholdUpper", n: "thresholdSpan" } as const;

const inset = ([from, to]: Range, percent: (x: number) => number): string =>
  `inset(0 ${(100 - (to === Infinity ? 100 : percent(to))).toFixed(2)}% 0 ${(from === -Infinity ? 0 : percent(from)).toFixed(2)}%)`;

/** A key turns a span by one of its own unit. */
function byOne(node: CriterionNode, handle: Handle, key: string, to: number): number {
  const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[key];
  if (by === undefined) return to;
  const days = { days: 1, weeks: 7, months: 30.4369, quarters: 91.3106, years: 365.2425 }[handle.unit] ?? 1;
  return handle.at + (node.op === "within_last" ? -by : by) * days; // more days ago is further left
}

/** Put a value into a rule; where a parameter stands, into the parameter. */
function set(editor: Editor, at: Located, node: CriterionNode, path: readonly (string | number)[], value: Scalar, options: { key: string; gesture?: boolean }): void {
  const old = path.reduce<unknown>((part, step) => (typeof part === "object" && part !== null ? (part as Record<string | number, unknown>)[step] : undefined), node);
  if (old === value) return;
  const paced = { ...options, paced: true };
  if (isParam(old)) {
    editor.store.edit((sketch) => {
      const { parameters = [] } = sketch.head;
      if (!parameters.some((p) => p.name === old.name && p.default !== value)) return sketch;
      return { ...sketch, head: { ...sketch.head, parameters: parameters.map((p) => (p.name === old.name ? withParts(p, { default: value }) : p)) } };
    }, paced);
  } else {
    editor.store.edit((sketch) => ({ ...sketch, tree: amend(sketch.tree, at.item.id, node, put(node, path, value)) }), paced);
  }
}
