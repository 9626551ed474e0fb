import { type RefObject, useLayoutEffect, useState } from "react";

/** Before it is measured, and where nothing is. */
const USUAL = 800;

/** How wide an element is, in whole pixels, kept up to date. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(USUAL);
  useLayoutEffect(() => {
    const found = element.current;
    if (found === null) return;
    // Called for the first time before anything is painted.
    const observer = new ResizeObserver(() => { if (found.clientWidth > 0) setWidth(found.clientWidth); });
    observer.observe(found);
    return () => { observer.disconnect(); };
  }, [element]);
  return width;
}
