import { useLayoutEffect, useRef } from "preact/hooks";
import type { Messages } from "../thread/messages";

/** Tokens as they come. */
export function MessagePanel({ messages }: { messages: Messages }) {
  const list = messages.list.value;
  const box = useRef<HTMLOListElement>(null);
  const following = useRef(true);

  // New text scrolls into sight, unless the reader has scrolled up.
  useLayoutEffect(() => {
    if (box.current && following.current) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [list]);

  if (list.length === 0) {
    return null;
  }

  return (
    <section class="panel" aria-labelledby="messages-title">
      <h3 id="messages-title">Messages</h3>
      <ol class="messages" tabIndex={0} aria-labelledby="messages-title" ref={box}
        onScroll={({ currentTarget: list }) => { following.current = list.scrollHeight - list.scrollTop - list.clientHeight < 30; }}>
        {list.slice(-20).map((message) => (
          <li key={message.key}>
            <span class="quiet">{message.node}, {message.pieces} piece{message.pieces === 1 ? "" : "s"}</span>
            <p>{message.text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
