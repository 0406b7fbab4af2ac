// What is brushed or clicked in a chart: told to Python, and drawn in every other view of the same chart.
import type { Model, Picked } from "./model";
import type { View } from "./vega";

const SELECTED_AFTER = 10;

export class Picking {
  private view: View | undefined;
  /** What this view shows, by selection, as a text. */
  private readonly shown = new Map<string, string>();
  /** While what was picked elsewhere is drawn, nothing is told. */
  private following = false;

  constructor(private readonly model: Model) {
    model.on("change:_vl_selections", this.onPicked);
  }

  close(): void {
    this.model.off("change:_vl_selections", this.onPicked);
    this.view = undefined;
  }

  /** Listen to a chart that was drawn anew, in the place of the one before. */
  listen(view: View): void {
    this.view = view;
    this.shown.clear();
    for (const name of Object.keys(this.model.get("_vl_selections") ?? {})) {
      let later: ReturnType<typeof setTimeout> | undefined;
      view.addSignalListener(name, (_, value) => {
        if (this.following) return;
        clearTimeout(later);
        later = setTimeout(() => {
          const picked = { value: plain(value ?? {}), store: plain(view.data(`${name}_store`) ?? []) };
          this.shown.set(name, JSON.stringify(picked.value));
          this.model.set("_vl_selections", { ...this.model.get("_vl_selections"), [name]: picked });
          this.model.save_changes();
        }, SELECTED_AFTER);
      });
    }
    void this.follow();
  }

  private readonly onPicked = (): void => void this.follow();

  private async follow(): Promise<void> {
    const { view } = this;
    if (!view) return;
    for (const [name, picked] of Object.entries(this.model.get("_vl_selections") ?? {})) {
      const value = JSON.stringify(picked.value ?? {});
      if (value === (this.shown.get(name) ?? "{}")) continue;
      this.shown.set(name, value);
      this.following = true;
      try {
        draw(view, name, picked);
        await view.runAsync();
      } finally {
        this.following = false;
      }
    }
  }
}

/** A brush is a stretch of pixels, of which Vega makes values; what was clicked is what is in the selection's store. */
function draw(view: View, name: string, { value, store }: Picked): void {
  const signals = Object.keys(view.getState({ signals: (signal) => signal === `${name}_x`, data: () => false }).signals);
  const brush = signals.includes(`${name}_x`) ? `${name}_x` : undefined;
  if (!brush) return void view.data(`${name}_store`, structuredClone(store) as never);
  const [interval] = Object.values((value ?? {}) as Record<string, unknown>);
  const scale = view.scale("x");
  view.signal(brush, Array.isArray(interval) ? interval.map((x) => scale(x as number)) : []);
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
