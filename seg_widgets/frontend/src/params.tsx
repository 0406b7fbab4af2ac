// The strip of parameters under the head: each with its label, each to be turned.
import { useMemo, type JSX } from "react";
import { withParts } from "./definition";
import { ParameterField } from "./parts/param";
import { Problems } from "./rules/counts";
import { useEditor } from "./state/context";
import { draftOf } from "./state/store";
import { t } from "./strings";
import { IconButton } from "./ui/controls";
import { usesOf } from "./words/uses";

export function Parameters(): JSX.Element | null {
  const { store, state } = useEditor();
  const { sketch } = state;
  const { parameters } = sketch.head;
  const uses = useMemo(() => usesOf(draftOf(sketch)), [sketch]);
  if (!parameters?.length) return null;
  const problems = (state.problems.get("") ?? []).filter((p) => p.place.startsWith("parameters")).map((p) => {
    const at = parameters[Number(p.place.split(".")[1])];
    return at && p.code === "missing-part" ? { ...p, message: t("parameterNeeds", { name: at.label || at.name }) } : p;
  });
  const onRemove = (name: string) => (): void =>
    store.edit(({ head, tree }) => {
      const left = head.parameters?.filter((p) => p.name !== name);
      return { tree, head: withParts(head, { parameters: left?.length ? left : undefined }) };
    });
  return (
    <section className="sw-parameters" aria-label={t("parameters")} data-testid="parameters">
      <span className="sw-parameters-title" aria-hidden="true">{t("parameters")}</span>
      {parameters.map((parameter) => {
        const use = uses.get(parameter.name);
        const label = parameter.label || parameter.name;
        return (
          <span key={parameter.name} className={`sw-parameter ${use ? "" : "sw-unused"}`} title={parameter.description || undefined} data-parameter={parameter.name}>
            <span className="sw-parameter-label" aria-hidden="true">{label}</span>
            <ParameterField parameter={parameter} use={use ?? { table: "" }} />
            {!use && <IconButton icon="close" label={t("removeParameter", { name: label })} onClick={onRemove(parameter.name)} />}
          </span>
        );
      })}
      <Problems problems={problems} />
    </section>
  );
}
