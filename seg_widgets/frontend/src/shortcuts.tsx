// The list of shortcuts: what one presses, for all that can be done to rules, and for the editor as a whole.
import { useRef, useState, type JSX } from "react";
import { shownKeys, type Keys } from "./keys";
import { ACTS } from "./rules/acts";
import { t, type StringName } from "./strings";
import { Icon } from "./ui/icons";
import { Popover } from "./ui/popover";

const EVERYWHERE: readonly [StringName, Keys[]][] = [["undo", ["Mod+Z"]], ["redo", ["Mod+Shift+Z", "Mod+Y"]], ["shortcuts", ["?"]], ["keysClose", ["Escape"]]];
const THRESHOLD: readonly [StringName, Keys[]][] = [["keysStep", ["ArrowLeft", "ArrowRight"]], ["keysBin", ["PageUp", "PageDown"]], ["keysEnds", ["Home", "End"]]];
const AMONG: readonly [StringName, Keys[]][] = [["keysHop", ["ArrowUp", "ArrowDown"]], ["keysMenu", ["Enter"]]];

export function Shortcuts(): JSX.Element {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button ref={button} type="button" className="sw-iconbutton sw-boxed" data-sw-help="" aria-label={t("shortcuts")} title={`${t("shortcuts")} (?)`} aria-keyshortcuts="?"
        aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="keyboard" />
      </button>
      {open && (
        <Popover anchor={button} label={t("shortcuts")} className="sw-shortcuts" onClose={() => setOpen(false)}>
          <h3>{t("shortcuts")}</h3>
          <Keylist title={t("keysInRule")} rows={[...ACTS.filter((a) => a.keys).map((a): [StringName, Keys[]] => [a.name, [a.keys as Keys]]), ["keysAdd", ["Mod+Enter"]]]} />
          <Keylist title={t("keysOnHandle")} rows={AMONG} />
          <Keylist title={t("keysOnThreshold")} rows={THRESHOLD} />
          <Keylist title={t("keysAnywhere")} rows={EVERYWHERE} />
          <p className="sw-hint">{t("keysDrag")}</p>
          <div className="sw-options-foot">
            <span className="sw-grow" />
            <button type="button" className="sw-button" data-autofocus="" onClick={() => setOpen(false)}>{t("close")}</button>
          </div>
        </Popover>
      )}
    </>
  );
}

function Keylist({ title, rows }: { title: string; rows: readonly [StringName, Keys[]][] }): JSX.Element {
  return (
    <>
      <h4>{title}</h4>
      <dl className="sw-keylist">
        {rows.map(([name, keys]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>{keys.map((k) => <kbd key={k}>{shownKeys(k)}</kbd>)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
