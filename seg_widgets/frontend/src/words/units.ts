// Units of time.
import { maybe } from "../strings";

/** A unit of time: "days", of one "day". */
export const unitText = (unit: unknown, n?: unknown): string => maybe(`${n === 1 ? "one" : "unit"}_${unit ?? "days"}`) ?? String(unit);
