import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import { useKeptFocus } from "./keep-focus.ts";

function Page() {
  useKeptFocus();
  const [done, setDone] = useState(false);
  return (
    <main>
      <h1>Account</h1>
      <section>
        <h2>External id</h2>
        <div>
          {done && <h3>What comes next</h3>}
          {!done && <button type="button" onClick={() => { setDone(true); }}>Rotate</button>}
        </div>
      </section>
    </main>
  );
}

test("the focus of a button that its success takes away goes to the heading that it stood under", async () => {
  render(<Page />);
  const button = screen.getByText("Rotate");
  button.focus();
  fireEvent.click(button);
  await waitFor(() => { expect(document.activeElement).toBe(screen.getByText("External id")); });
});

test("nobody's focus is moved who has clicked beside everything", async () => {
  render(<Page />);
  const button = screen.getByText("Rotate");
  button.focus();
  fireEvent.pointerDown(screen.getByText("Account"));
  button.blur();
  fireEvent.click(button);
  await waitFor(() => { expect(screen.queryByText("Rotate")).toBeNull(); });
  await Promise.resolve();
  expect(document.activeElement).toBe(document.body);
});
