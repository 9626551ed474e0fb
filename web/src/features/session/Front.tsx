import { type ReactNode, useEffect } from "react";
import mark from "../../app/mark.svg";

/** The frame of the pages before sign-in: name, mark and one card. */
export function Front({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} – Landfast`;
  }, [title]);
  return (
    <main className="lf-front">
      <div className="lf-front-name">
        <img src={mark} alt="" />
        <span className="lf-front-word">Landfast</span>
      </div>
      {children}
    </main>
  );
}
