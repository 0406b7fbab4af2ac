// The answer, always in view: how many, what they are worth, as of when, and whether it is the answer to what is on screen.
import type { JSX } from "react";
import type { Answer } from "./protocol";
import { useEditor } from "./state/context";
import { t } from "./strings";
import { Icon } from "./ui/icons";
import { useSlow } from "./ui/slow";
import { pluralOf } from "./words/english";
import { count, day, share, short } from "./words/numbers";

const DEFAULT_DAY = { workspace: "asOfWorkspace", data: "asOfData", today: "asOfToday" } as const;

export function Kpi(): JSX.Element {
  const { answer, stale, status, asOf, catalogue } = useEditor().state;
  const busy = useSlow(status === "busy");
  if (!answer)
    return (
      <section className="sw-kpi" aria-label={t("kpi")} data-testid="kpi">
        <div className="sw-cell sw-cell-main">
          <span><span className="sw-big sw-in" data-testid="in">–</span> {t("noAnswer")}</span>
          <span className="sw-meter" />
          <small>{t("noAnswerHint")}</small>
        </div>
      </section>
    );
  const plural = pluralOf(catalogue, answer.entity);
  const { in: members, out, unknown, universe, value } = answer;
  const figures = { in: count(members), out: count(out), unknown: count(unknown) };
  return (
    <section className={`sw-kpi ${stale ? "sw-stale" : busy ? "sw-busy" : ""}`} aria-label={t("kpi")} data-testid="kpi">
      <div className="sw-cell sw-cell-main">
        {stale && <span className="sw-stalemark" title={t("staleHint")}><Icon name="warn" />{t("stale")}</span>}
        <span><span className="sw-big sw-in" data-testid="in">{count(members)}</span> {t("of", { n: count(universe), plural })} · {share(members, universe)}</span>
        <Meter answer={answer} label={t("meter", figures)} />
        <small>{t("members", figures)}{answer.in_unknown > 0 && <> · {t("inUnknown", { n: count(answer.in_unknown) })}</>}</small>
      </div>
      {value && (
        <div className="sw-cell">
          <small>{value.label}</small>
          <span><span className="sw-big">{short(value.in)}</span>{value.unit && ` ${value.unit}`} · {share(value.in, value.all)}</span>
          <small>{t("ofAll", { value: short(value.all) })}</small>
        </div>
      )}
      <div className="sw-cell">
        <small>{t("universe")}</small>
        <span>{t("universeAll", { n: count(universe), plural })}</span>
        <small>{t("asOf", { day: day(answer.as_of) })}{asOf.from !== "given" && `, ${t(DEFAULT_DAY[asOf.from])}`}</small>
      </div>
    </section>
  );
}

function Meter({ answer, label }: { answer: Answer; label: string }): JSX.Element {
  const width = (n: number): string => `${answer.universe ? (100 * n) / answer.universe : 0}%`;
  return (
    <span className="sw-meter" role="img" aria-label={label} title={label}>
      <i style={{ width: width(answer.in) }} />
      <u style={{ width: width(answer.unknown) }} />
    </span>
  );
}
