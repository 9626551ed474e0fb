import { fireEvent, renderHook, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderPiece } from "../test/render.tsx";
import { ActionButton } from "./ActionButton.tsx";
import { FormModal } from "./FormModal.tsx";
import { useOnce } from "./use-once.ts";

const ACTIONS = [{ name: "make", allowed: true, why_not: null }];

test("an act is done once until it is over, and again at once afterwards", () => {
  let made = 0;
  const { result, rerender } = renderHook(({ busy }) => useOnce(busy, () => { made += 1; }), { initialProps: { busy: false } });
  result.current();
  // The second click, before the first one's request is drawn.
  result.current();
  rerender({ busy: true });
  result.current();
  expect(made).toBe(1);
  rerender({ busy: false });
  result.current();
  expect(made).toBe(2);
});

test("a button that asks the server does so once for a double click; one that opens a dialog may be used at once", () => {
  let made = 0;
  const onAct = () => { made += 1; };
  renderPiece(
    <>
      <ActionButton actions={ACTIONS} name="make" busy={false} onAct={onAct} data-testid="asks">Make</ActionButton>
      <ActionButton actions={ACTIONS} name="make" onAct={onAct} data-testid="opens">Open</ActionButton>
    </>,
  );
  for (const [button, count] of [["asks", 1], ["opens", 3]] as const) {
    fireEvent.click(screen.getByTestId(button));
    fireEvent.click(screen.getByTestId(button));
    expect(made).toBe(count);
  }
});

test("a form in a modal is sent once by two quick Enters", () => {
  let sent = 0;
  renderPiece(
    <FormModal title="Add" submit="Add" busy={false} onSubmit={() => { sent += 1; }} onCancel={() => undefined}>
      <input aria-label="Name" />
    </FormModal>,
  );
  const form = screen.getByLabelText("Name").closest("form") as HTMLFormElement;
  fireEvent.submit(form);
  fireEvent.submit(form);
  expect(sent).toBe(1);
});
