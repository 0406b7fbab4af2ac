// The rules: our own rule and group in react-querybuilder's tree, which brings drag and drop.
import { createReactDnDAdapter } from "@react-querybuilder/dnd/react-dnd";
import { QueryBuilderDnD } from "@react-querybuilder/dnd";
import { useMemo, useRef, useState, type JSX } from "react";
import * as ReactDnD from "react-dnd";
import * as HTML5 from "react-dnd-html5-backend";
import { QueryBuilder, type RuleGroupType } from "react-querybuilder";
import { DrawnContext, useEditor } from "../state/context";
import { t } from "../strings";
import { innerTable, itemAt } from "../tree/places";
import { adopt, current, isGroupItem, shapeOf, type GroupItem, type Path } from "../tree/tree";
import type { Problem } from "../protocol";
import { IconButton } from "../ui/controls";
import { Icon } from "../ui/icons";
import { pluralOf } from "../words/english";
import { Problems } from "./counts";
import { Group } from "./group";
import { Rule } from "./rule";

const adapter = createReactDnDAdapter({ ...ReactDnD, ...HTML5, ReactDndBackend: HTML5.HTML5Backend } as never);
const CONTROLS = { rule: Rule, ruleGroup: Group } as never;
const COMBINATORS = ["all", "any", "none", "at_least"].map((name) => ({ name, label: name }));
const NONE: readonly Problem[] = [];

interface Dragged { path: Path; qbId?: string; id?: string }

export function Rules(): JSX.Element {
  const { store, state, located, announce } = useEditor();
  const { tree } = state.sketch;
  /** Why what is dragged cannot be dropped where it was last. */
  const refused = useRef("");
  const [refusal, setRefusal] = useState("");
  const general = (state.problems.get("") ?? NONE).filter((p) => !p.place.startsWith("parameters"));

  // A rule about contacts has no meaning among rules about accounts, nor in another builder.
  const canDrop = ({ dragging, hovering }: { dragging: Dragged; hovering: Dragged }): boolean => {
    const from = located.get(dragging.id ?? "");
    const to = located.get(hovering.id ?? "");
    if (!from || !to || dragging.qbId !== hovering.qbId) return false;
    const item = itemAt(tree, hovering.path);
    const table = item && isGroupItem(item) ? innerTable(item, to.table) : to.table;
    const fits = from.table === table;
    refused.current = fits ? "" : t("refusedTold", { plural: pluralOf(state.catalogue, from.table), others: pluralOf(state.catalogue, table) });
    return fits;
  };
  // react-querybuilder hears of another shape, not of every edit: that would draw it whole, twice. What is dragged, or copied, is
  // as it is by then.
  const known = useRef(tree);
  const [, setDragged] = useState(tree);
  if (known.current !== tree && shapeOf(known.current) !== shapeOf(tree)) known.current = tree;
  const onDragStart = (): void => {
    refused.current = "";
    setRefusal("");
    known.current = tree;
    setDragged(tree);
  };
  const onDragEnd = (): void => {
    setRefusal(refused.current);
    if (refused.current) announce(refused.current);
  };
  const onQueryChange = (query: unknown): void => {
    const next = current(adopt(query as object), located) as GroupItem;
    refused.current = "";
    store.edit((sketch) => (next === sketch.tree ? sketch : { ...sketch, tree: next }));
  };
  const latest = useMemo(() => ({ canDrop, onQueryChange }), []);
  latest.canDrop = canDrop;
  latest.onQueryChange = onQueryChange;
  // That a count is awaited, or how far it is, draws no rule again.
  const { problems, counts, notes, catalogue, segments, asOf, sketch } = state;
  const drawn = useMemo(() => ({}), [tree, problems, counts, notes, catalogue, segments, asOf.date, sketch.head.entity]);
  const built = useMemo(() => (
    <QueryBuilderDnD dnd={adapter} controlElements={CONTROLS} canDrop={((info: never) => latest.canDrop(info)) as never} copyModeModifierKey="alt" groupModeModifierKey="ctrl">
      <QueryBuilder query={known.current as unknown as RuleGroupType} onQueryChange={(q: unknown) => latest.onQueryChange(q)} enableMountQueryChange={false}
        combinators={COMBINATORS} suppressStandardClassnames />
    </QueryBuilderDnD>
  ), [known.current]);

  return (
    <section className="sw-rules" tabIndex={-1} aria-label={t("rules")} data-testid="rules" onDragStart={onDragStart} onDragEnd={onDragEnd}>
      <Problems problems={general} />
      <DrawnContext.Provider value={drawn}>{built}</DrawnContext.Provider>
      {refusal && <p className="sw-refusal"><Icon name="warn" />{refusal}<span className="sw-grow" /><IconButton icon="close" label={t("close")} onClick={() => setRefusal("")} /></p>}
    </section>
  );
}
