// Choosing a metric for a place that has no token yet: what another is divided by, compared with, or taken from outside.
import { useState, type JSX, type RefObject } from "react";
import { isCriterion, type Metric } from "../definition";
import { Choices } from "../picker/picker";
import type { Family, Pick } from "../protocol";
import { useCatalogue } from "../state/context";
import { Popover } from "../ui/popover";
import { alike } from "../words/metrics";
import { familyOf } from "../words/types";

export interface Choice {
  /** What is being chosen, for whoever listens. */
  title: string;
  table: string;
  /** Only metrics of this family. */
  family?: Family | null;
  /** And only such as these. */
  only?: (metric: Metric) => boolean;
  onChoose: (metric: Metric) => void;
}

/** The picker, opened by what is chosen for; `choose(null)` closes it. */
export function useChooser(anchor: RefObject<HTMLElement | null>): [(choice: Choice | null) => void, JSX.Element | null] {
  const catalogue = useCatalogue();
  const [choice, choose] = useState<Choice | null>(null);
  if (!choice) return [choose, null];
  const { title, table, family, only, onChoose } = choice;
  const fits = ({ criterion }: Pick): boolean => isCriterion(criterion) && alike(family ?? null, familyOf(criterion.metric, table, catalogue)) && (!only || only(criterion.metric));
  return [choose, (
    <Popover key={title} anchor={anchor} label={title} className="sw-picker" onClose={() => choose(null)}>
      <Choices table={table} criteria fits={fits} onPick={({ criterion }) => {
        choose(null);
        if (isCriterion(criterion)) onChoose(criterion.metric);
      }} />
    </Popover>
  )];
}
