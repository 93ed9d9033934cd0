import { useState } from "react";
import { useStream } from "@langchain/react";

const strategies = ["interrupt", "rollback", "enqueue", "reject"];

// A conversation with the to-do assistant. A second message while the first one is being answered goes by the strategy that is chosen.
export function Chat({ apiUrl }) {
  const [threadId, setThreadId] = useState(() => new URLSearchParams(window.location.search).get("thread"));
  const [strategy, setStrategy] = useState("interrupt");
  const [text, setText] = useState("");
  const stream = useStream({
    apiUrl,
    assistantId: "task_maistro",
    threadId,
    onThreadId: (id) => {
      setThreadId(id);
      window.history.replaceState(null, "", `?thread=${id}`);
    },
  });

  const send = (event) => {
    event.preventDefault();
    stream.submit(
      { messages: [{ type: "human", content: text }] },
      { multitaskStrategy: strategy, config: { configurable: { user_id: "web", model_delay_ms: 1500 } } },
    );
    setText("");
  };

  return (
    <>
      <h1>TaskMaistro</h1>
      <ol>
        {(stream.messages ?? []).map((message) => (
          <li key={message.id} data-type={message.type}>
            {message.text || (message.tool_calls ?? []).map((call) => `${call.name} ${JSON.stringify(call.args)}`).join(", ")}
          </li>
        ))}
      </ol>
      {stream.error ? <p role="alert">{String(stream.error)}</p> : null}
      <form onSubmit={send}>
        <input value={text} onChange={(event) => setText(event.target.value)} placeholder="what is to be done" required />
        <select value={strategy} onChange={(event) => setStrategy(event.target.value)} title="what happens to a second message">
          {strategies.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <button>send</button>
        {stream.isLoading ? (
          <button type="button" onClick={() => stream.stop()}>
            stop
          </button>
        ) : null}
      </form>
    </>
  );
}
