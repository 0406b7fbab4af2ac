// The head of a related group: how many of which related entities, which of them are looked at.
import type { JSX } from "react";
import { COUNTED, isEveryone, isGroup, withParts, type GroupKind, type GroupNode, type RelatedNode } from "../definition";
import { Around } from "../parts/around";
import { FilterInput } from "../parts/filter";
import { PercentInput, WholeInput } from "../parts/number";
import { WaySelect } from "../parts/way";
import { useCatalogue, useEditor } from "../state/context";
import { t } from "../strings";
import { amend, setKind } from "../tree/edit";
import type { Located } from "../tree/places";
import { asksForExistence, type GroupItem } from "../tree/tree";
import { Select } from "../ui/controls";
import { pluralOf, singularOf } from "../words/english";
import { GroupKindSelect } from "./kind";

type Options = { key?: string; typing?: boolean };

/** How many of the related entities. */
export function Quantifier({ node, onChange }: { node: RelatedNode; onChange: (parts: object, options?: Options) => void }): JSX.Element {
  const catalogue = useCatalogue();
  const [singular, plural] = [singularOf(catalogue, node.table), pluralOf(catalogue, node.table)];
  const quantifier = node.quantifier ?? "any";
  const onQuantifier = (q: string): void =>
    onChange({ quantifier: q === "any" ? undefined : q, n: COUNTED.includes(q) ? (node.n ?? 1) : undefined, share: q === "share" ? (node.share ?? 0.5) : undefined });
  return (
    <>
      <Select label={t("quantifier", { plural })} className="sw-kind sw-quantifier" value={quantifier} onChange={onQuantifier} options={[
        { value: "any", label: t("qAny", { singular }) },
        { value: "none", label: t("qNone", { singular }) },
        { value: "at_least", label: `${t("qAtLeast")} n ${plural}`, short: t("qAtLeast") },
        { value: "at_most", label: `${t("qAtMost")} n ${plural}`, short: t("qAtMost") },
        { value: "every", label: t("qEvery", { singular }) },
        { value: "share", label: `${t("qShare")} n% ${t("ofThe", { plural })}`, short: t("qShare") },
        { value: "exactly", label: `${t("qExactly")} n ${plural}`, short: t("qExactly") },
      ]} />
      {quantifier === "share" && (
        <>
          <PercentInput label={t("qShareName", { plural })} value={node.share} onChange={(share, typing) => typeof share === "number" && onChange({ share }, { key: "share", typing })} />
          <span className="sw-relword">{t("ofThe", { plural })}</span>
        </>
      )}
      {COUNTED.includes(quantifier) && (
        <>
          <WholeInput label={t("qCount", { plural })} least={0} value={node.n} onChange={(n) => onChange({ n }, { key: "n", typing: true })} />
          <span className="sw-relword">{node.n === 1 ? singular : plural}</span>
        </>
      )}
    </>
  );
}

/** A related condition inside a small group: in one line, what is asked in a chip. */
export function RelatedSentence({ node, table, onChange }: { node: RelatedNode; table: string; onChange: (node: RelatedNode, options?: Options) => void }): JSX.Element {
  const catalogue = useCatalogue();
  const plural = pluralOf(catalogue, node.table);
  const put = (parts: object, options?: Options): void => onChange(withParts(node, parts), options);
  return (
    <>
      <Quantifier node={node} onChange={put} />
      <WaySelect table={table} other={node.table} via={node.via} onChange={(via) => put({ via })} />
      <FilterInput kind="scope" outside={table} table={node.table} group={node.scope} title={t("scopeTitle", { plural })} onChange={(scope, options) => put({ scope }, options)} />
      {isGroup(node.where)
        ? <><span className="sw-word">{t("where")}</span><FilterInput kind="asked" outside={table} table={node.table} group={node.where} title={t("askedTitle", { plural })} onChange={(where, options) => put({ where }, options)} /></>
        : <button type="button" className="sw-button sw-quiet" onClick={() => put({ where: { kind: "all", members: [] } })}>{t("askMore")}</button>}
    </>
  );
}

export function RelatedHead({ at }: { at: Located }): JSX.Element {
  const { store, state } = useEditor();
  const item = at.item as GroupItem;
  const node = item.node as RelatedNode;
  const [singular, plural] = [singularOf(state.catalogue, node.table), pluralOf(state.catalogue, node.table)];
  const put = (parts: object, options?: { key?: string; typing?: boolean }): void =>
    store.edit((sketch) => ({ ...sketch, tree: amend(sketch.tree, item.id, node, withParts(node, parts)) }),
      options && { ...options, key: `${item.id}-${options.key}` });
  const where = isGroup(node.where) ? (node.where as GroupNode) : undefined;
  const exists = asksForExistence(item);
  return (
    <Around.Provider value={{ tables: at.around, rows: false }}>
      <Quantifier node={node} onChange={put} />
      <WaySelect table={at.table} other={node.table} via={node.via} onChange={(via) => put({ via })} />
      <FilterInput kind="scope" outside={at.table} table={node.table} group={node.scope} title={t("scopeTitle", { plural })}
        onChange={(scope, options) => put({ scope }, options)} />
      {exists ? (
        <span className="sw-tail" title={t("existsHint", { singular })}>{t("exists")}</span>
      ) : (
        <>
          <span className="sw-tail">{t("where")}</span>
          <GroupKindSelect kind={(where?.kind ?? "all") as GroupKind} n={where?.n} onChange={(kind, n, typing) =>
            store.edit((sketch) => ({ ...sketch, tree: setKind(sketch.tree, item.id, kind, n) }), typing ? { key: `${item.id}-where-n`, typing } : undefined)} />
          {item.rules.length === 0 && !isEveryone(node.where) && (
            <button type="button" className="sw-button sw-quiet" title={t("existsHint", { singular })} onClick={() => put({ where: { kind: "everyone" } })}>
              {t("existsHint", { singular })}
            </button>
          )}
        </>
      )}
    </Around.Provider>
  );
}
