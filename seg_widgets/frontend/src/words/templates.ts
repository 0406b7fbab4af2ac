// Taking a template into a draft: its rules, and its parameters under names that are free there.
import { isParam, type Draft, type GroupNode, type Node, type Parameter } from "../definition";

/** The rules of a template as one condition, and the draft's parameters with those of the template. */
export function taken(template: Draft, parameters: readonly Parameter[] | undefined): { node: Node; parameters: readonly Parameter[] | undefined } {
  const known = [...(parameters ?? [])];
  const names = new Map<string, string>();
  for (const parameter of template.parameters ?? []) {
    const { name } = parameter;
    const same = known.find((p) => p.name === name && JSON.stringify([p.default, p.label]) === JSON.stringify([parameter.default, parameter.label]));
    if (same) continue;
    let free = name;
    for (let i = 2; known.some((p) => p.name === free); i++) free = `${name}_${i}`;
    if (free !== name) names.set(name, free);
    known.push({ ...parameter, name: free });
  }
  const where = (names.size ? renamed(template.where, names) : template.where) as GroupNode;
  const only = where.kind === "all" && where.members.length === 1 && !where.muted ? where.members[0] : undefined;
  return { node: only ?? where, parameters: known.length ? known : undefined };
}

function renamed(part: unknown, names: ReadonlyMap<string, string>): unknown {
  if (isParam(part)) return { ...part, name: names.get(part.name) ?? part.name };
  if (Array.isArray(part)) return part.map((p) => renamed(p, names));
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, renamed(value, names)]));
}
