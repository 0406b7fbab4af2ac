// Under the head: how far a count is that takes long, that it was stopped, that a draft was brought back.
import { useEffect, useState, type JSX } from "react";
import { useEditor } from "./state/context";
import { t } from "./strings";
import { when } from "./words/numbers";

/** Seconds as one says them; nothing exact is known. */
const left = (seconds: number): string =>
  seconds < 90 ? t("secondsLeft", { n: Math.max(1, Math.round(seconds)) }) : t("minutesLeft", { n: Math.round(seconds / 60) });

export function Strip(): JSX.Element | null {
  const { store, state } = useEditor();
  const { progress, status, restored, answer, stale } = state;
  // What is known of the share may come late; a bar that was there does not go back to not knowing.
  const [known, setKnown] = useState<number | null>(null);
  useEffect(() => setKnown((before) => (progress === null ? null : (progress.share ?? before))), [progress]);
  if (status === "busy" && progress) {
    const share = progress.share ?? known;
    const percent = share === null ? undefined : Math.floor(share * 100);
    const words = percent === undefined ? t("countingNow") : t("countingShare", { share: `${percent}%` });
    return (
      <div className="sw-strip" data-testid="progress">
        <span>{words}{progress.left !== null && `, ${left(progress.left)}`}</span>
        <span className="sw-progress" role="progressbar" aria-label={t("countingNow")} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
          <i className={percent === undefined ? "sw-unknown" : ""} style={percent === undefined ? undefined : { width: `${percent}%` }} />
        </span>
        <button type="button" className="sw-button" onClick={store.cancel}>{t("stopCounting")}</button>
      </div>
    );
  }
  if (status === "stopped")
    return (
      <div className="sw-strip sw-strip-warn" role="alert" data-testid="stopped">
        <span>{t(answer && stale ? "stoppedBefore" : "countStopped")}</span>
        <button type="button" className="sw-button" onClick={store.recount}>{t("recount")}</button>
      </div>
    );
  if (restored)
    return (
      <div className="sw-strip" role="status" data-testid="restored">
        <span>{t("restored", { when: when(restored) })}</span>
        <button type="button" className="sw-button" onClick={() => store.tell({ type: "start_over" })}>{t("startOver")}</button>
      </div>
    );
  return null;
}
