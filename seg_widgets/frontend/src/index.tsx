// The rule editor as an anywidget module.
import { render as mount } from "preact";
import { Editor } from "./editor";
import { tellHost } from "./host";
import { listenForPongs, Store, type Model } from "./state/store";
import "./style.css";
import { keepTabsInView } from "./tabs";

function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  performance.mark("sw-editor"); // for measuring how long it takes to open, once the bundle is there
  const store = new Store(model);
  el.classList.add("sw-editor");
  // For measuring a bare round trip: el.dispatchEvent(new CustomEvent("sw-ping", { detail: id })) is answered by "sw-pong".
  const ping = (event: Event): void => store.tell({ type: "ping", id: (event as CustomEvent).detail });
  el.addEventListener("sw-ping", ping);
  const deaf = listenForPongs(model, (id) => el.dispatchEvent(new CustomEvent("sw-pong", { detail: id })));
  mount(<Editor store={store} />, el);
  const unseen = tellHost(el, (message) => store.tell(message));
  const untended = keepTabsInView(el);
  return () => {
    mount(null, el);
    deaf();
    unseen();
    untended();
    el.removeEventListener("sw-ping", ping);
    store.close();
  };
}

export default { render };
