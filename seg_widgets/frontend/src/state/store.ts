// The editor's state: the draft being edited (its history), the latest view from Python, and what goes between them.
import type { Draft } from "../definition";
import type { Answer, AsOfFrom, Catalogue, Incoming, NodeCount, Outgoing, Problem, Progress, Question, Reply, RuleNote, Traits, View } from "../protocol";
import { keepSaid } from "../words/said";
import { begin, push, redo, undo, type History } from "../tree/history";
import { byId, locate, problemsById } from "../tree/places";
import { fromTree, toTree, type GroupItem } from "../tree/tree";

/** What anywidget's model offers, as far as it is used here. */
export interface Model {
  get<K extends keyof Traits>(name: K): Traits[K];
  on(event: string, callback: (...args: never[]) => void): void;
  off(event: string, callback: (...args: never[]) => void): void;
  send(content: unknown): void;
}

/** A draft as it is edited: the tree of its rules, and all else that the segment holds. */
export interface Sketch {
  readonly head: Draft;
  readonly tree: GroupItem;
}

export interface State {
  readonly catalogue: Catalogue;
  readonly sketch: Sketch;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly asOf: { date: string; from: AsOfFrom };
  /** `lost`: Python cannot be reached any more. */
  readonly status: View["status"] | "lost";
  readonly answer: Answer | null;
  readonly stale: boolean;
  /** How far a count is that takes long. */
  readonly progress: Progress | null;
  /** By item id: what is to be said of the data behind a rule. */
  readonly notes: ReadonlyMap<string, RuleNote>;
  /** When the draft was kept that has been brought back. */
  readonly restored: string | null;
  /** By item id; what is about no item under "". */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  readonly counts: ReadonlyMap<string, NodeCount>;
  readonly segments: NonNullable<View["segments"]>;
}

export interface EditOptions {
  /** Steps with the same key that follow at once are one step of the history. */
  key?: string;
  /** Wait until the typing pauses before Python is asked. */
  typing?: boolean;
  /** Wait until Python has answered the edit before: as many as it can follow, and no queue of them. */
  paced?: boolean;
  /** The key is that of one gesture, such as a drag: all its steps are one, however long it takes. */
  gesture?: boolean;
}

/** How an edit that is typed is sent: a figure at once, as fast as answers come; a text when the typing pauses, for half of one may be wrong. */
export const typed = (key: string, value: unknown): EditOptions =>
  typeof value === "number" || (Array.isArray(value) && value.every((v) => typeof v === "number")) ? { key, paced: true } : { key, typing: true };

const TYPING_PAUSE = 250;
/** So long an edit waits for the answer to the one before; then it overtakes it. */
const PACED_AT_MOST = 400;
const KEPT_TREES = 60;

export const draftOf = ({ head, tree }: Sketch): Draft => ({ ...head, where: fromTree(tree) });

function sketchOf(draft: Draft | null | undefined, before?: GroupItem): Sketch {
  return { head: { ...draft, where: undefined }, tree: toTree(draft?.where, before) };
}

export class Store {
  state: State;
  private history: History<Sketch>;
  private rev: number;
  /** What Python knows this view of the builder by. */
  private readonly name = Math.random().toString(36).slice(2);
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The last rev that Python has answered; an edit that waits for it. */
  private answered: number;
  private held = false;
  /** Questions are numbered from anywhere on: other views of the same builder hear the replies to each other's. */
  private asked = Math.floor(Math.random() * 2 ** 30) * 2 ** 20;
  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private readonly listeners = new Set<() => void>();
  /** The sketch of each rev, so that an answer's places find their items even when the tree has moved on. */
  private readonly sketches = new Map<number, Sketch>();

  constructor(private readonly model: Model) {
    const view = model.get("view");
    this.history = begin(sketchOf(view.segment));
    this.rev = this.answered = view.rev;
    this.sketches.set(view.rev, this.history.now);
    this.state = {
      catalogue: this.catalogue(),
      sketch: this.history.now,
      canUndo: false,
      canRedo: false,
      asOf: { date: view.as_of, from: view.as_of_from },
      status: view.status,
      answer: null,
      stale: false,
      progress: null,
      restored: null,
      notes: new Map(),
      problems: new Map(),
      counts: new Map(),
      segments: [],
    };
    this.take(view);
    model.on("change:view", this.onView);
    model.on("change:catalogue", this.onCatalogue);
    model.on("change:notes", this.onNotes);
    this.onNotes();
    model.on("msg:custom", this.onMessage as (...args: never[]) => void);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): State => this.state;

  /** Change the draft. It shows at once; Python is asked at once too, or when the typing pauses. */
  readonly edit = (change: (sketch: Sketch) => Sketch, options: EditOptions = {}): void => {
    const next = change(this.history.now);
    if (next === this.history.now) return;
    this.history = push(this.history, next, options.key ?? null, Date.now(), options.gesture ? Infinity : undefined);
    if (options.paced && this.answered < this.rev && this.state.status !== "lost") this.hold();
    else this.changed(options.typing ?? false);
  };

  /** Leave off counting; what is shown stays. */
  readonly cancel = (): void => void this.post({ type: "cancel", rev: this.rev });

  /** Count what is there once more. */
  readonly recount = (): void => this.changed(false);

  readonly undo = (): void => this.step(undo(this.history));
  readonly redo = (): void => this.step(redo(this.history));

  /** Ask for another day; null asks for the workspace's own. */
  readonly setAsOf = (date: string | null): void => {
    this.flush();
    this.set({ status: "busy", ...(date === null ? {} : { asOf: { date, from: "given" as const } }) });
    this.post({ type: "as_of", rev: this.next(), by: this.name, date });
  };

  /** Send what has not been sent yet. */
  readonly flush = (): void => {
    if (this.unsent) this.sendDraft();
  };

  /** Say something that is no edit. */
  readonly tell = (message: Outgoing): void => void this.post(message);

  /** Ask something that is no edit. */
  readonly ask = (question: Question): Promise<Reply> => {
    const ask = (this.asked += 1);
    return new Promise((answer) => {
      this.waiting.set(ask, answer);
      this.post({ type: "ask", ask, ...question });
    });
  };

  readonly close = (): void => {
    this.flush();
    this.model.off("msg:custom", this.onMessage as (...args: never[]) => void);
    this.model.off("change:view", this.onView);
    this.model.off("change:catalogue", this.onCatalogue);
    this.model.off("change:notes", this.onNotes);
  };

  private step(history: History<Sketch>): void {
    if (history === this.history) return;
    this.history = history;
    this.changed(false);
  }

  /** Whether the draft has moved on since it was sent. */
  private get unsent(): boolean {
    return this.held || this.timer !== undefined;
  }

  private hold(): void {
    this.held = true;
    this.timer ??= setTimeout(() => this.sendDraft(), PACED_AT_MOST);
    this.set({ ...this.sketchState(), status: "busy" });
  }

  private changed(typing: boolean): void {
    clearTimeout(this.timer);
    // It is sent before it is drawn: Python counts meanwhile.
    if (typing) this.timer = setTimeout(() => this.sendDraft(), TYPING_PAUSE);
    const reached = typing || this.sendDraft();
    this.set({ ...this.sketchState(), status: reached ? "busy" : "lost" });
  }

  private sketchState(): Pick<State, "sketch" | "canUndo" | "canRedo" | "catalogue"> {
    const { past, now, future } = this.history;
    const same = this.state.catalogue.parameters === now.head.parameters;
    return { sketch: now, canUndo: past.length > 0, canRedo: future.length > 0, catalogue: same ? this.state.catalogue : this.catalogue() };
  }

  /** What there is to choose from, with the parameters of the draft: whatever reads a definition needs both. */
  private catalogue(): Catalogue {
    return { ...this.model.get("catalogue"), parameters: this.history.now.head.parameters };
  }

  private sendDraft(): boolean {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.held = false;
    return this.post({ type: "edit", rev: this.next(), by: this.name, segment: draftOf(this.history.now) });
  }

  private next(): number {
    this.rev += 1;
    this.sketches.set(this.rev, this.history.now);
    this.sketches.delete(this.rev - KEPT_TREES);
    return this.rev;
  }

  /** A kernel that was restarted or has ended hears nothing: what is on screen stays, and does not pretend to be counted. */
  private post(message: Outgoing): boolean {
    try {
      this.model.send(message);
    } catch (error) {
      console.warn("The segment editor cannot reach its kernel.", error);
      this.set({ status: "lost", stale: this.state.answer !== null });
      return false;
    }
    return true;
  }

  private readonly onMessage = (message: Incoming): void => {
    if (message?.type === "progress" && message.rev === this.rev && !this.unsent && this.state.status === "busy") this.set({ progress: message });
    if (message?.type !== "reply") return;
    this.waiting.get(message.ask)?.(message);
    this.waiting.delete(message.ask);
  };
  private readonly onCatalogue = (): void => this.set({ catalogue: this.catalogue() });
  private readonly onNotes = (): void => {
    const { rev, notes } = this.model.get("notes") ?? {};
    const asked = this.sketches.get(rev ?? -1);
    if (asked && notes) this.set({ notes: byId(notes, locate(asked.tree, asked.head.entity ?? "")) });
  };
  private readonly onView = (): void => this.take(this.model.get("view"));

  private take(view: View): void {
    if (view.rev > this.rev) {
      // Not ours: set from Python, or by another view of this builder.
      clearTimeout(this.timer);
      this.timer = undefined;
      this.held = false;
      this.rev = view.rev;
      this.history = push(this.history, sketchOf(view.segment, this.history.now.tree));
      this.sketches.set(view.rev, this.history.now);
      this.set(this.sketchState());
    }
    const change: Partial<{ -readonly [K in keyof State]: State[K] }> = {};
    const shown = this.state.answer;
    if (view.answer && (!shown || view.answer.rev >= shown.rev)) {
      change.answer = view.answer;
      const asked = this.sketches.get(view.answer.rev);
      if (asked) change.counts = byId(view.answer.nodes, locate(asked.tree, asked.head.entity ?? ""));
    } else if (!view.answer && view.rev === this.rev) {
      change.answer = null;
      change.counts = new Map();
    }
    if (view.rev === this.rev) {
      const asked = this.sketches.get(view.rev) ?? this.history.now;
      change.problems = problemsById(view.problems, locate(asked.tree, asked.head.entity ?? ""));
      change.asOf = { date: view.as_of, from: view.as_of_from };
      change.stale = view.stale;
      if (JSON.stringify(view.segments ?? []) !== JSON.stringify(this.state.segments)) change.segments = view.segments ?? [];
      keepSaid(draftOf(asked), view.words);
      change.status = this.unsent ? "busy" : view.status;
      change.restored = view.restored ?? null;
      if (change.status !== "busy") change.progress = null;
    }
    this.set(change);
    if (view.status !== "busy") this.answered = Math.max(this.answered, view.rev);
    if (this.held && this.answered >= this.rev) this.sendDraft();
  }

  private set(change: Partial<State>): void {
    if (change.sketch && change.sketch !== this.state.sketch) change = { progress: null, ...change };
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** Answer the calls for measuring: a ping goes to Python, its pong comes back as an event on the element. */
export function listenForPongs(model: Model, heard: (id: number | string) => void): () => void {
  const listener = (message: Incoming): void => {
    if (message?.type === "pong") heard(message.id);
  };
  model.on("msg:custom", listener as (...args: never[]) => void);
  return () => model.off("msg:custom", listener as (...args: never[]) => void);
}
