import { useEffect } from "react";

/**
 * Where the focus goes when the element that had it is taken away, as a button is that its own success replaces:
 * to the heading of the nearest part of the page that is still there. Browsers let it fall to the start of the
 * document, from where a keyboard has the whole way to go again.
 *
 * @param way the element and what it stood in, from the inside out, while all of it was there
 */
export function placeFor(way: readonly Element[]): HTMLElement | null {
  for (const part of way) {
    if (!part.isConnected) continue;
    const heading = part.querySelector<HTMLElement>("h1, h2, h3");
    if (heading !== null) return heading;
  }
  return null;
}

/** The element and its ancestors up to the page's content. */
function wayTo(element: Element): Element[] {
  const way: Element[] = [];
  for (let part: Element | null = element; part !== null && part !== document.body; part = part.parentElement) way.push(part);
  return way;
}

/** Keeps the focus in the page's content when what had it goes away. Dialogs give it back themselves, to what opened them. */
export function useKeptFocus(): void {
  useEffect(() => {
    let way: Element[] = [];
    const note = (event: FocusEvent) => {
      const { target } = event;
      if (target instanceof Element && target.closest("main") !== null) way = wayTo(target);
    };
    // Whoever clicks beside everything wants no focus.
    const forget = ({ target }: PointerEvent) => {
      if (target instanceof Element && target.closest("main") !== null) way = [];
    };
    const keep = () => {
      const [last] = way;
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (!isLost || last === undefined || last.isConnected) return;
      const place = placeFor(way);
      way = [];
      if (place === null) return;
      place.tabIndex = -1;
      place.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(keep);
    document.addEventListener("pointerdown", forget);
    document.addEventListener("focusin", note);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("pointerdown", forget);
      document.removeEventListener("focusin", note);
      observer.disconnect();
    };
  }, []);
}
