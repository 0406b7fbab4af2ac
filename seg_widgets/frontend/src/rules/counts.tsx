// The answer beside a part: a bar and two figures, aligned; what is unknown and what is wrong, below it.
import type { JSX } from "react";
import type { NodeCount, Problem, RuleNote } from "../protocol";
import { t } from "../strings";
import { Icon } from "../ui/icons";
import { count } from "../words/numbers";

export function Funnel({ counts }: { counts: NodeCount | undefined }): JSX.Element {
  const width = (n: number | null): string => `${counts && counts.of > 0 ? (100 * (n ?? 0)) / counts.of : 0}%`;
  return (
    <span className="sw-funnel" aria-hidden="true">
      {counts && <i style={{ width: width(counts.met) }} />}
      {counts && counts.after !== null && <b style={{ width: width(counts.after) }} />}
    </span>
  );
}

export function Counts({ counts, muted }: { counts: NodeCount | undefined; muted?: boolean }): JSX.Element {
  if (!counts || muted) return <span className="sw-count" data-testid="count">–</span>;
  const { met, after, of } = counts;
  const words = [t("met", { n: count(met), of: count(of) }), after === null ? "" : t("after", { n: count(after) })].filter(Boolean).join("; ");
  return (
    <span className="sw-count" data-testid="count" title={words}>
      <span className="sw-met" role="img" aria-label={words}>{count(met)}</span>
      {after !== null && <small className="sw-after" aria-hidden="true">{count(after)}</small>}
    </span>
  );
}

export function UnknownNote({ counts, why }: { counts: NodeCount | undefined; why: string }): JSX.Element | null {
  if (!counts) return null;
  return (
    <>
      {counts.unknown > 0 && <p className="sw-note" data-testid="unknown">{t("unknown", { n: count(counts.unknown) })}: {why}</p>}
      {counts.note && <p className="sw-note" role="status" data-testid="note">{counts.note}</p>}
    </>
  );
}

/** The data behind the rule: a line where it is unsafe to use, a sign where it wants care or has no history. */
export function HealthNote({ note }: { note: RuleNote | undefined }): JSX.Element | null {
  if (note?.severity !== "bad") return null;
  return <p className={`sw-note sw-health-${note.severity}`} data-testid="health"><Icon name="warn" />{note.note}</p>;
}

export function HealthMark({ note }: { note: RuleNote | undefined }): JSX.Element | null {
  if (!note || note.severity === "bad") return null;
  return (
    <span className={`sw-mark sw-mark-${note.severity}`} role="img" aria-label={note.note} title={note.note} data-testid="health-mark">
      <Icon name={note.severity === "info" ? "clock" : "warn"} />
    </span>
  );
}

/** Codes of what is only not there yet; everything else is wrong. */
const UNFINISHED = /^(no-|missing-|empty-|column-missing|all-muted)/;
export const isUnfinished = (problem: Problem): boolean => UNFINISHED.test(problem.code);

export function Problems({ problems }: { problems: readonly Problem[] }): JSX.Element | null {
  if (!problems.length) return null;
  return (
    <div className="sw-problems">
      {problems.map((problem, i) => (
        <p key={i} role={isUnfinished(problem) ? "status" : "alert"} data-code={problem.code} className={isUnfinished(problem) ? "sw-todo" : "sw-error"}>
          <Icon name={isUnfinished(problem) ? "more" : "warn"} />
          <span>{problem.message}{problem.hint && <> <em>{problem.hint}</em></>}</span>
        </p>
      ))}
    </div>
  );
}
