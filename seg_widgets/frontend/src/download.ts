// Buttons that save a table: Python makes the file, and sends its bytes; no internet and no file on the server.

import { DOWNLOAD as WORDS } from "./strings/outside";

interface Model {
  get(name: "formats"): string[];
  get(name: "label"): string;
  send(content: unknown): void;
  on(event: string, callback: (...args: never[]) => void): void;
  off(event: string, callback: (...args: never[]) => void): void;
}

interface Answer {
  type: string;
  ask: number;
  name?: string;
  mime?: string;
  words: string;
  failed?: boolean;
}

function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  el.classList.add("sw-download");
  const label = document.createElement("span");
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  told.className = "sw-download-told";
  let asked = 0;
  const show = (): void => {
    label.textContent = model.get("label");
    const buttons = model.get("formats").map((format) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "sw-save", textContent: format });
      button.setAttribute("aria-label", `${model.get("label")} ${format}`);
      button.addEventListener("click", () => {
        told.textContent = WORDS.making;
        told.classList.remove("sw-failed");
        asked = Math.random();
        model.send({ type: "download", format, ask: asked });
      });
      return button;
    });
    el.replaceChildren(label, ...buttons, told);
  };
  const heard = (message: Answer, buffers: DataView[]): void => {
    if (message.type !== "file" || message.ask !== asked) return; // another view asked
    told.textContent = message.words;
    told.classList.toggle("sw-failed", message.failed === true);
    const bytes = buffers[0];
    if (bytes === undefined || message.name === undefined) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes as unknown as BlobPart], { type: message.mime }));
    link.download = message.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  model.on("msg:custom", heard as never);
  model.on("change:label", show);
  show();
  return () => {
    model.off("msg:custom", heard as never);
    model.off("change:label", show);
  };
}

export default { render };
