// A text to read and to copy, with what was proved of it. The text is shown as text: whatever is in it stays inert.

import { CODE as WORDS } from "./strings/outside";

interface Model {
  get(name: string): string;
  on(event: string, callback: () => void): void;
  off(event: string, callback: () => void): void;
}

async function copy(text: string, from: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard without https or permission: select the text, and try the old way.
    const range = document.createRange();
    range.selectNodeContents(from);
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    return document.execCommand("copy");
  }
}

function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const proof = document.createElement("p");
  proof.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sw-copy";
  const code = document.createElement("pre");
  code.className = "sw-code";
  code.tabIndex = 0;
  code.setAttribute("role", "region");
  code.setAttribute("aria-label", WORDS.region);
  const bar = document.createElement("div");
  bar.className = "sw-code-bar";
  bar.append(proof, button);
  el.append(bar, code);

  let later: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    clearTimeout(later);
    code.textContent = model.get("text");
    code.dataset.target = model.get("target");
    button.disabled = model.get("verdict") === "wait";
    proof.textContent = model.get("proof");
    const verdict = model.get("verdict");
    proof.className = verdict === "ok" ? "sw-ok" : verdict === "error" ? "sw-error" : "sw-note";
    button.textContent = WORDS.copy;
  };
  button.addEventListener("click", async () => {
    button.textContent = (await copy(model.get("text"), code)) ? WORDS.copied : WORDS.failed;
    clearTimeout(later);
    later = setTimeout(() => (button.textContent = WORDS.copy), 2000);
  });
  const changes = ["change:target", "change:text", "change:proof", "change:verdict"];
  changes.forEach((event) => model.on(event, show));
  show();
  return () => {
    clearTimeout(later);
    changes.forEach((event) => model.off(event, show));
  };
}

export default { render };
