import { useEffect } from "react";

/** The headings of the page in their order. */
const headings = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("main :is(h1, h2, h3)")];

/** Those that an element stands under, the nearest last. */
const headingsOver = (element: Element): HTMLElement[] =>
  headings().filter((heading) => (heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);

/** What has the focus in the page's content, or had it before a dialog, and what it stands under. */
interface Place {
  element: Element;
  over: readonly HTMLElement[];
}

/**
 * Keeps the focus in the page's content when what had it goes away, as a button does that its own success replaces:
 * it goes to the heading that it stood under. Browsers let it fall to the start of the document, from where a keyboard
 * has the whole way to go again. Dialogs give it back themselves, to what opened them.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let place: Place | null = null;
    const note = ({ target }: FocusEvent) => {
      if (target instanceof Element && target.closest("main") !== null) place = { element: target, over: headingsOver(target) };
    };
    // Whoever clicks beside everything wants no focus.
    const forget = ({ target }: PointerEvent) => {
      if (target instanceof Element && target.closest("main") !== null) place = null;
    };
    const keep = () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (!isLost || place === null || place.element.isConnected) return;
      const heading = place.over.findLast((one) => one.isConnected) ?? headings()[0];
      place = null;
      if (heading === undefined) return;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
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
