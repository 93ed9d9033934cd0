import type { SessionView, ThreadEvent } from "../api/debugging";
import { part } from "../api/http";

interface Listener {
  readonly onEvent: (event: ThreadEvent) => void;
  readonly onSession: (session: SessionView) => void;
  readonly onGone: () => void;
  readonly onConnection: (connected: boolean) => void;
}

const retryAfter = 1_000;

/** Follows the events of a thread until it is closed. After a cut connection, or a restart of the server, it goes on after the last event it has. */
export function follow(thread: string, after: number, listener: Listener): () => void {
  let last = after;
  let source: EventSource;
  let timer: number | undefined;

  const open = () => {
    source = new EventSource(`./api/threads/${part(thread)}/events?after=${last}`);
    source.onopen = () => listener.onConnection(true);
    source.addEventListener("thread", (message) => {
      const event = JSON.parse(message.data as string) as ThreadEvent;
      last = event.number;
      listener.onEvent(event);
    });
    source.addEventListener("session", (message) => listener.onSession(JSON.parse(message.data as string) as SessionView));
    source.addEventListener("gone", () => {
      source.close();
      listener.onGone();
    });
    source.onerror = () => {
      // The browser's own repetition stops at the first refusal, which a server that restarts may well give.
      source.close();
      listener.onConnection(false);
      timer = window.setTimeout(open, retryAfter);
    };
  };

  open();
  return () => {
    window.clearTimeout(timer);
    source.close();
  };
}
