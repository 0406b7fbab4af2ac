// Ready segments of the catalogue: searched, read, counted; taken as the start, or as a group beside the rules there are.
import { useEffect, useMemo, useRef, useState, type JSX, type ReactNode } from "react";
import { withParts, type Metric, type Node } from "../definition";
import type { Catalogue, Template, TemplateCount } from "../protocol";
import { useEditor } from "../state/context";
import { t } from "../strings";
import { insert } from "../tree/edit";
import { toItem, toTree } from "../tree/tree";
import { Icon } from "../ui/icons";
import { Popover } from "../ui/popover";
import { pluralOf } from "../words/english";
import { count, share } from "../words/numbers";
import { taken } from "../words/templates";
import { familyOf, operatorsOf } from "../words/types";

/** A button that opens the templates. */
export function TemplatePicker({ className, children }: { className: string; children: ReactNode }): JSX.Element {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button ref={button} type="button" className={className} title={t("templatesHint")} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        {children}
      </button>
      {open && (
        <Popover anchor={button} label={t("templates")} className="sw-picker sw-templates" onClose={() => setOpen(false)}>
          <Templates close={() => setOpen(false)} />
        </Popover>
      )}
    </>
  );
}

function Templates({ close }: { close: () => void }): JSX.Element {
  const editor = useEditor();
  const { store, state } = editor;
  const { catalogue, sketch } = state;
  const { entity = "" } = sketch.head;
  const empty = sketch.tree.rules.length === 0;
  const [all, setAll] = useState<readonly Template[] | null>(null);
  const [words, setWords] = useState("");
  const [active, setActive] = useState(0);
  const [counts, setCounts] = useState<ReadonlyMap<string, TemplateCount>>(new Map());
  const list = useRef<HTMLDivElement>(null);
  const id = useMemo(() => `sw-templates-${Math.random().toString(36).slice(2)}`, []);

  useEffect(() => {
    let there = true;
    void store.ask({ about: "templates" }).then(({ templates }) => there && setAll(templates ?? []));
    return () => void (there = false);
  }, []);
  // Those of the same entity first: another one's may only be the start. Splits of everyone last: they are by parts.
  const found = useMemo(() => {
    const rank = (x: Template): number => (x.segment.entity === entity ? 0 : 2) + (x.split?.length ? 1 : 0);
    return searched(all ?? [], words).sort((a, b) => rank(a) - rank(b));
  }, [all, words, entity]);
  const at = Math.min(active, found.length - 1);
  const chosen = found[at];

  useEffect(() => {
    if (!chosen || chosen.split?.length || counts.has(chosen.id)) return;
    const wait = setTimeout(() => {
      void store.ask({ about: "count", segment: chosen.segment }).then((answer) => setCounts((before) => new Map(before).set(chosen.id, answer)));
    }, 120); // whoever runs down the list asks for nothing on the way
    return () => clearTimeout(wait);
  }, [chosen?.id]);

  const start = (template: Template): void => {
    close();
    const { where, ...head } = template.segment;
    store.edit(() => ({ head: { ...head, where: undefined }, tree: toTree(where) }));
    if (!empty) editor.announce(t("startedTold"));
  };
  const add = (template: Template): void => {
    close();
    const { node, parameters } = taken(template.segment, sketch.head.parameters);
    store.edit(({ head, tree }) => ({ head: parameters === head.parameters ? head : withParts(head, { parameters }), tree: insert(tree, [], toItem(node)) }));
  };
  /** A part of a split as a rule, its value to be chosen; where it is of another entity, in a segment of its own. */
  const addPart = (template: Template, metric: Metric): void => {
    close();
    const { where, ...head } = template.segment;
    const about = head.entity ?? "";
    const item = toItem(asRule(metric, about, catalogue));
    editor.fresh.current = item.id;
    if (about === entity) store.edit((before) => ({ ...before, tree: insert(before.tree, [], item) }));
    else store.edit(() => ({ head: { ...head, where: undefined }, tree: insert(toTree(undefined), [], item) }));
  };
  const take = (template: Template): void => {
    const first = template.split?.[0];
    if (first) addPart(template, first.metric);
    else if (empty || template.segment.entity !== entity) start(template);
    else add(template);
  };
  const go = (to: number): void => {
    const next = Math.max(0, Math.min(to, found.length - 1));
    setActive(next);
    list.current?.querySelector(`#${id}-${next}`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      go(at + step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (chosen) take(chosen);
    }
  };

  return (
    <>
      <div className="sw-picker-search">
        <Icon name="search" />
        <input type="text" data-autofocus="" data-sw-text="" role="combobox" aria-expanded="true" aria-controls={id} aria-label={t("templatesSearch")}
          aria-activedescendant={found.length ? `${id}-${at}` : undefined} placeholder={t("templatesSearch")} value={words}
          onInput={(e) => {
            setWords((e.target as HTMLInputElement).value);
            setActive(0);
          }}
          onKeyDown={onKeyDown as never} />
      </div>
      <div className="sw-templates-body">
        <div ref={list} id={id} role="listbox" aria-label={t("templates")} className="sw-picks" aria-busy={all === null}>
          {found.map((template, i) => (
            <div key={template.id} id={`${id}-${i}`} role="option" aria-selected={i === at} data-template={template.id} className={`sw-pick ${i === at ? "sw-active" : ""}`}
              onClick={() => setActive(i)} onDoubleClick={() => take(template)}>
              <span className="sw-pick-label">{template.name}</span>
              <span className="sw-pick-detail">{[template.segment.entity === entity ? t(`category_${template.category}` as never) : t("ofPlural", { plural: pluralOf(catalogue, template.segment.entity ?? "") }), template.split?.length ? t("splitMark") : ""].filter(Boolean).join(", ")}</span>
            </div>
          ))}
          {all === null ? <p className="sw-hint" role="status">{t("templatesWait")}</p> : found.length === 0 && <p className="sw-hint">{t("templatesNone")}</p>}
        </div>
        {chosen && (
          <div className="sw-template" aria-live="polite">
            <h3>{chosen.name}</h3>
            <p>{chosen.why} {chosen.act}</p>
            <div className="sw-template-words" tabIndex={0} role="group" aria-label={t("templateWords")}>{chosen.english}</div>
            {chosen.split?.length
              ? <SplitFoot template={chosen} onPart={(metric) => addPart(chosen, metric)} />
              : <Foot template={chosen} other={chosen.segment.entity !== entity} empty={empty} counts={counts.get(chosen.id)} onStart={() => start(chosen)} onAdd={() => add(chosen)} />}
          </div>
        )}
      </div>
      <p className="sw-picker-foot">{t("templatesHelp")}</p>
    </>
  );
}

interface FootProps {
  template: Template;
  other: boolean;
  empty: boolean;
  counts: TemplateCount | undefined;
  onStart: () => void;
  onAdd: () => void;
}

/** How many it finds; and what it can be: the start, or rules beside those that there are. */
function Foot({ template, other, empty, counts, onStart, onAdd }: FootProps): JSX.Element {
  const { catalogue } = useEditor().state;
  const plural = pluralOf(catalogue, template.segment.entity ?? "");
  const aside = other && !empty;
  return (
    <>
      <p className="sw-template-count"><Found counts={counts} plural={plural} /></p>
      {aside && <p className="sw-template-count">{t("templateOther", { plural })}</p>}
      <div className="sw-options-foot">
        {!empty && !other && <button type="button" className="sw-button sw-quiet" onClick={onStart}>{t("templateStart")}</button>}
        <span className="sw-grow" />
        <button type="button" className="sw-button sw-primary" onClick={empty || other ? onStart : onAdd}>{t(empty ? "templateStart" : other ? "templateNew" : "templateAdd")}</button>
      </div>
    </>
  );
}

/** What a split of everyone is for: read as a whole in code, or a part of it taken as a rule. */
function SplitFoot({ template, onPart }: { template: Template; onPart: (metric: Metric) => void }): JSX.Element {
  const { catalogue } = useEditor().state;
  return (
    <>
      <p className="sw-template-count">{t("splitFor", { plural: pluralOf(catalogue, template.segment.entity ?? "") })}</p>
      <code className="sw-template-code">{`sw.templates["${template.id}"].bind(ws).parts(ws)`}</code>
      <div className="sw-options-foot">
        <span className="sw-grow" />
        {template.split?.map(({ label, metric }, i) => (
          <button key={label} type="button" className={`sw-button ${i ? "" : "sw-primary"}`} onClick={() => onPart(metric)}>{t("splitPart", { label })}</button>
        ))}
      </div>
    </>
  );
}

/** A rule about a metric, whose value is still to be chosen. */
function asRule(metric: Metric, table: string, catalogue: Catalogue): Node {
  const family = familyOf(metric, table, catalogue);
  const wanted = family === "text" ? "one_of" : family === "number" ? "between" : family === "list" ? "has_any" : undefined;
  const operators = operatorsOf(metric, table, catalogue);
  return { kind: "criterion", metric, op: (operators.find((o) => o.op === wanted) ?? operators[0])?.op ?? "is_present" } as Node;
}

function Found({ counts, plural }: { counts: TemplateCount | undefined; plural: string }): JSX.Element {
  if (!counts) return <>{t("counting")}</>;
  if (counts.in === undefined) return <>{counts.problems?.[0]?.message ?? t("counting")}</>;
  const { universe = 0, unknown = 0 } = counts;
  return <><strong>{count(counts.in)}</strong> {t("of", { n: count(universe), plural })} · {share(counts.in, universe)}{unknown > 0 && <> · {t("unknown", { n: count(unknown) })}</>}</>;
}

/** Those that hold every word of the search, the best first: by name, by synonym, by what they say. */
function searched(templates: readonly Template[], words: string): Template[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const score = ({ id, name, synonyms, category, why, act, english }: Template, word: string): number =>
    id.toLowerCase() === word ? 9 : name.toLowerCase().startsWith(word) ? 6 : name.toLowerCase().includes(word) ? 5 : synonyms.some((s) => s.toLowerCase().includes(word)) ? 3
      : category.includes(word) ? 2 : `${why} ${act} ${english}`.toLowerCase().includes(word) ? 1 : 0;
  return templates.map((template) => ({ template, score: wanted.length ? Math.min(...wanted.map((w) => score(template, w))) : 1 }))
    .filter((x) => x.score > 0).sort((a, b) => b.score - a.score).map((x) => x.template);
}
