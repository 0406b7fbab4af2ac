// What takes a moment is not worth saying: it would be drawn twice, and the second time is the answer.
import { useEffect, useState } from "react";

const MOMENT = 150;

/** Whether something has been so for longer than a moment. */
export function useSlow(on: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!on) return setSlow(false);
    const later = setTimeout(() => setSlow(true), MOMENT);
    return () => clearTimeout(later);
  }, [on]);
  return on && slow;
}
