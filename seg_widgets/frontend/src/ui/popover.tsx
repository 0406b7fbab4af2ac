// A popover in the browser's top layer, so that no notebook output cuts it off. It closes on Escape and on a click outside
// and gives the focus back; Tab goes round inside it.
import { useLayoutEffect, useRef, type JSX, type ReactNode, type RefObject } from "react";

interface PopoverProps {
  anchor: RefObject<HTMLElement | null>;
  label: string;
  role?: "dialog" | "menu";
  className?: string;
  onClose: () => void;
  children: ReactNode;
}

const FOCUSABLE = "button:not(:disabled), input:not(:disabled), select, textarea, [tabindex='0']";

export function Popover({ anchor, label, role = "dialog", className = "", onClose, children }: PopoverProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const closed = useRef(onClose);
  closed.current = onClose;

  useLayoutEffect(() => {
    const node = box.current;
    if (!node) return;
    node.showPopover?.();
    const place = (): void => position(node, anchor.current);
    place();
    // What is inside may grow (a list that filters); what is around may scroll away.
    const watch = new ResizeObserver(place);
    watch.observe(node);
    window.addEventListener("scroll", place, true);
    window.addEventListener("resize", place);
    return () => {
      watch.disconnect();
      window.removeEventListener("scroll", place, true);
      window.removeEventListener("resize", place);
    };
  }, []);

  // Not an effect that waits for the next frame: a second Escape may follow at once, and belongs to what is outside.
  useLayoutEffect(() => {
    const node = box.current;
    const first = node?.querySelector<HTMLElement>("[data-autofocus]") ?? node?.querySelector<HTMLElement>("[data-sw-fresh]") ?? node?.querySelector<HTMLElement>(FOCUSABLE);
    first?.focus({ preventScroll: true });
    const outside = (event: Event): void => {
      const target = event.target as Node | null;
      if (!node || !target || node.contains(target) || anchor.current?.contains(target)) return;
      closed.current();
    };
    document.addEventListener("pointerdown", outside, true);
    return () => {
      document.removeEventListener("pointerdown", outside, true);
      if (!document.activeElement || document.activeElement === document.body || node?.contains(document.activeElement))
        anchor.current?.focus({ preventScroll: true });
    };
  }, []);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.stopPropagation();
      event.preventDefault();
      onClose();
    } else if (event.key === "Tab") {
      const stops = [...(box.current?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].filter((e) => e.tabIndex >= 0 && e.offsetParent);
      const [first, last] = [stops[0], stops.at(-1)];
      if (!first || !last) return;
      const at = document.activeElement;
      if (event.shiftKey ? at === first : at === last) {
        event.preventDefault();
        (event.shiftKey ? last : first).focus();
      }
    }
  };

  return (
    <div ref={box} popover="manual" role={role} aria-label={label} aria-modal={role === "dialog" ? "true" : undefined}
      className={`sw-popover ${className}`} data-sw-popover=""
      onKeyDown={onKeyDown as never}>
      {children}
    </div>
  );
}

/** Below the anchor if there is room, else above it, and always inside the window. */
function position(node: HTMLElement, anchor: HTMLElement | null): void {
  const at = anchor?.getBoundingClientRect();
  if (!at) return;
  const gap = 4;
  const edge = 8;
  const { innerWidth, innerHeight } = window;
  const { offsetWidth: width, offsetHeight: height } = node;
  const below = innerHeight - at.bottom - gap - edge;
  const above = at.top - gap - edge;
  const top = height <= below || below >= above ? at.bottom + gap : at.top - gap - height;
  node.style.left = `${Math.max(edge, Math.min(at.left, innerWidth - width - edge))}px`;
  node.style.top = `${Math.max(edge, Math.min(top, innerHeight - height - edge))}px`;
}
