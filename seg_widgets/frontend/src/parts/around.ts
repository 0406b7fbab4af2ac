// What is around a metric: its own table and those outside, the nearest first; and whether it is of a row that is filtered.
import { createContext, useContext } from "react";

export interface Surroundings {
  readonly tables: readonly string[];
  /** In a row filter: only the row's own columns, and attributes of its entity. */
  readonly rows: boolean;
}

export const Around = createContext<Surroundings>({ tables: [], rows: false });

export function useAround(table: string): Surroundings {
  const around = useContext(Around);
  return around.tables[0] === table ? around : { ...around, tables: [table, ...around.tables] };
}
