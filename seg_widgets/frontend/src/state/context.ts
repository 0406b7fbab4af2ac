// What every part of the editor can reach: the store, the located tree, the catalogue.
import { createContext, useContext, useEffect, useState } from "react";
import type { Catalogue, Table } from "../protocol";
import type { Located } from "../tree/places";
import type { State, Store } from "./store";

export interface Editor {
  store: Store;
  state: State;
  located: ReadonlyMap<string, Located>;
  /** The item whose value should get the focus when it first shows: the rule that was just added. */
  fresh: { current: string | null };
  /** Say something to those who listen to the page. */
  announce: (text: string) => void;
  /** After the next change, the focus is at an item: at its handle, or where in it the focus was. */
  refocus: (id: string, atHandle: boolean) => void;
}

/** Another object whenever a rule or a group may look different: they are drawn again without the tree around them. */
export const DrawnContext = createContext<unknown>(null);

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("no editor around this component");
  return editor;
}

export const useCatalogue = (): Catalogue => useEditor().state.catalogue;

export function useStore(store: Store): State {
  const [state, setState] = useState(store.snapshot());
  useEffect(() => {
    setState(store.snapshot());
    return store.subscribe(() => setState(store.snapshot()));
  }, [store]);
  return state;
}

export const tableOf = (catalogue: Catalogue, name: string): Table | undefined => catalogue.tables[name];
