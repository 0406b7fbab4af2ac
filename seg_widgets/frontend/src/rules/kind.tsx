// How the members of a group combine: all of, any of, none of, at least n of.
import type { JSX } from "react";
import { GROUP_KINDS, type Count, type GroupKind } from "../definition";
import { WholeInput } from "../parts/number";
import { t } from "../strings";
import { Select } from "../ui/controls";

interface Props {
  kind: GroupKind;
  n: Count | undefined;
  onChange: (kind: GroupKind, n?: Count, typing?: boolean) => void;
}

export function GroupKindSelect({ kind, n, onChange }: Props): JSX.Element {
  return (
    <>
      <Select label={t("groupKind")} className="sw-kind" value={kind} onChange={(k) => onChange(k as GroupKind, n)}
        options={GROUP_KINDS.map((k) => ({ value: k, label: k === "at_least" ? `${t(k)} n` : t(k), short: t(k) }))} />
      {kind === "at_least" && <WholeInput label={t("howMany")} value={n} onChange={(next) => onChange(kind, next, true)} />}
    </>
  );
}
