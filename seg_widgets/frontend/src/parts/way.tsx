// Which of several ways leads from a table's rows to the entity: "by opened by".
import type { JSX } from "react";
import type { Catalogue } from "../protocol";
import { useCatalogue } from "../state/context";
import { t } from "../strings";
import { Select } from "../ui/controls";

/** The way that is taken until another is chosen; none where there is one alone. */
export const firstWay = (catalogue: Catalogue, table: string, other: string): { via?: string } => {
  const via = catalogue.tables[table]?.ways[other]?.[0]?.via;
  return via === undefined ? {} : { via };
};

interface Props {
  /** The entity, and the table whose rows or entities are asked about. */
  table: string;
  other: string;
  via: string | undefined;
  onChange: (via: string) => void;
}

export function WaySelect({ table, other, via, onChange }: Props): JSX.Element | null {
  const ways = useCatalogue().tables[table]?.ways[other] ?? [];
  if (!ways.length) return null;
  const known = ways.some((way) => way.via === via);
  return (
    <>
      <span className="sw-word">{t("byWay")}</span>
      <Select label={t("way")} className="sw-bare" value={via ?? ""} onChange={onChange} options={[
        ...(known ? [] : [{ value: via ?? "", label: via ?? t("chooseWay") }]),
        ...ways.map((way) => ({ value: way.via, label: way.label })),
      ]} />
    </>
  );
}
