// A chart as an anywidget module: JupyterChart's own part in the browser, made to follow quickly. Vega comes once for all charts.
import { Drawer } from "./chart/draw";
import type { Model } from "./chart/model";
import { saver } from "./chart/save";
import "./chart/chart.css";

function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  el.classList.add("sw-chart");
  const place = document.createElement("div");
  place.className = "sw-chart-place";
  const drawer = new Drawer(model, place);
  const { bar, close } = saver(model, el);
  el.append(place, bar);
  let due = false;
  // A new design and its rows come in one message, as two events.
  const draw = (): void => {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      void drawer.draw();
    });
  };
  model.on("change:spec", draw);
  model.on("change:_apart", draw);
  draw();
  return () => {
    model.off("change:spec", draw);
    model.off("change:_apart", draw);
    drawer.close();
    close();
  };
}

export default { render };
