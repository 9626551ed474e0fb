import { API_BASE } from "../api/client.ts";
import type { EventView } from "../api/types.ts";
import { WORKSPACE_HEADER, workspaceHeader } from "../api/workspace.ts";

/** Milliseconds before the first reconnect, and the most between two. */
const FIRST_DELAY_MS = 1_000;
const LAST_DELAY_MS = 30_000;

interface Listener {
  onEvent: (event: EventView) => void;
  /** Called after a connection stands: what happened before it was missed. */
  onOpen: () => void;
}

/**
 * Listens to `GET /events` (text/event-stream, WHATWG HTML 9.2) until the signal says stop.
 *
 * `fetch` and not EventSource, because EventSource cannot send the workspace header.
 */
export async function listen(listener: Listener, signal: AbortSignal): Promise<void> {
  let delay = FIRST_DELAY_MS;
  while (!signal.aborted) {
    try {
      await connection(listener, signal, () => {
        delay = FIRST_DELAY_MS;
      });
    } catch {
      // Not connected; polling goes on meanwhile, and the next round tries again.
    }
    await pause(delay, signal);
    delay = Math.min(delay * 2, LAST_DELAY_MS);
  }
}

async function connection(listener: Listener, signal: AbortSignal, opened: () => void): Promise<void> {
  const workspace = workspaceHeader();
  const headers = new Headers({ Accept: "text/event-stream" });
  if (workspace !== null) headers.set(WORKSPACE_HEADER, workspace);
  const response = await fetch(`${API_BASE}/events`, { headers, signal, cache: "no-store" });
  if (!response.ok || response.body === null) return;
  opened();
  listener.onOpen();
  const lines = lineSplitter();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    for (const line of lines(part.value)) {
      const event = eventOf(line);
      if (event !== null) listener.onEvent(event);
    }
  }
}

/** Cuts a stream of text into lines; keeps an unfinished line for the next piece. */
export function lineSplitter(): (text: string) => string[] {
  let rest = "";
  return (text) => {
    const lines = (rest + text).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? "";
    return lines;
  };
}

/** The event in a `data:` line; `null` for comments, other fields and what cannot be read. */
export function eventOf(line: string): EventView | null {
  if (!line.startsWith("data:")) return null;
  try {
    const data: unknown = JSON.parse(line.slice("data:".length));
    return typeof data === "object" && data !== null && "topic" in data ? (data as EventView) : null;
  } catch {
    return null;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
