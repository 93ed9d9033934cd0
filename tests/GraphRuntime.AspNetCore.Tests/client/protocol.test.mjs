// The thread protocol as the newest front ends use it: commands, and one stream of events for all runs of a thread.
import { test } from "node:test";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { begin, calm, client, eventually, given, log, servers, statusOf, thread } from "./support.mjs";

let number = 0;

async function post(path, body) {
  const response = await fetch(servers[0] + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return { status: response.status, json: await response.json() };
}

const command = (id, method, params) => post(`/threads/${id}/commands`, { id: ++number, method, params });
const start = (id, tag, values = {}, more = {}) => command(id, "run.start", { assistant_id: "chain5", input: given(tag), config: { configurable: { delay_ms: 20, ...values } }, ...more });

// Reads the events of a thread over SSE until one of them is what was waited for.
async function read(id, until, { since, url = servers.at(-1), channels = ["values", "updates", "messages", "tools", "lifecycle", "input", "checkpoints", "tasks", "custom"], ...rest } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(new Error("Waited in vain for an event.")), 30_000);
  const response = await fetch(`${url}/threads/${id}/stream/events`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ channels, ...(since === undefined ? {} : { since }), ...rest }), signal: stop.signal });
  assert.equal(response.status, 200);
  const events = [];
  let text = "";
  try {
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      for (let end; (end = text.indexOf("\n\n")) >= 0; text = text.slice(end + 2)) {
        const data = text.slice(0, end).split("\n").find((line) => line.startsWith("data: "));
        if (!data) continue;
        events.push(JSON.parse(data.slice(6)));
        if (until(events.at(-1), events)) return events;
      }
    }
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
  return events;
}

const isEnd = (event) => event.method === "lifecycle" && event.params.namespace.length === 0 && ["completed", "failed", "interrupted"].includes(event.params.data.event);
const ends = (count) => (event, events) => isEnd(event) && events.filter(isEnd).length === count;
const ofRun = (event, run) => event.event_id.startsWith(`synth:${run}:`);

test("a run says that it runs and how it ended, once each, and numbers only grow", async () => {
  const id = randomUUID();
  const { json } = await start(id, "A");
  const events = await read(id, ends(1));
  const whole = events.filter((event) => event.method === "lifecycle");
  assert.deepEqual(whole.map((event) => event.params.data.event), ["running", "completed"]);
  assert.ok(whole.every((event) => ofRun(event, json.result.run_id)));
  const seqs = events.map((event) => event.seq);
  assert.deepEqual(seqs, [...seqs].sort((a, b) => a - b));
  assert.equal(new Set(events.map((event) => event.event_id)).size, events.length);
  assert.ok(json.meta.applied_through_seq < seqs[0]);
});

test("each checkpoint comes immediately before its state, and the input checkpoint does not come", async () => {
  const id = randomUUID();
  await start(id, "A");
  const events = (await read(id, ends(1))).filter((event) => ["checkpoints", "values"].includes(event.method));
  assert.deepEqual(events.map((event) => event.method), Array.from({ length: 12 }, (_, i) => (i % 2 ? "values" : "checkpoints")));
  assert.deepEqual(events.filter((event) => event.method === "checkpoints").map((event) => event.params.data.step), [0, 1, 2, 3, 4, 5]);
});

test("a reader who comes again, with or without the number it has, sees the same events", async () => {
  const id = randomUUID();
  await start(id, "A");
  const whole = await read(id, ends(1));
  assert.deepEqual(await read(id, ends(1)), whole);
  for (const cut of [0, 3, whole.length - 2]) {
    const rest = await read(id, ends(1), { since: whole[cut].seq, url: servers[0] });
    assert.deepEqual(rest.map((event) => event.event_id), whole.slice(cut + 1).map((event) => event.event_id));
  }
});

test("the strategies hold for commands, and the answer does not wait for the first run", async () => {
  for (const strategy of ["enqueue", "interrupt", "rollback"]) {
    const id = randomUUID();
    const first = (await start(id, "A", { delay_ms: 300 })).json.result.run_id;
    await eventually("the first run starts", async () => (await statusOf(id, first)) === "running");
    const answer = await start(id, "B", { delay_ms: 5 }, { multitaskStrategy: strategy, multitask_strategy: strategy });
    if (strategy === "enqueue") assert.equal(await statusOf(id, first), "running");
    await calm(id);
    assert.equal(await statusOf(id, first), { enqueue: "success", interrupt: "interrupted", rollback: "gone" }[strategy]);
    assert.equal(await statusOf(id, answer.json.result.run_id), "success");
    const events = await read(id, ends(2));
    const told = events.filter((event) => event.method === "lifecycle").map((event) => [ofRun(event, first) ? "first" : "second", event.params.data.event]);
    const wanted = strategy === "enqueue" ? "completed" : "interrupted";
    assert.deepEqual(told, [["first", "running"], ["first", wanted], ["second", "running"], ["second", "completed"]]);
  }
  const id = randomUUID();
  await start(id, "A", { delay_ms: 300 });
  const refused = await start(id, "B", {}, { multitask_strategy: "reject" });
  assert.equal(refused.status, 409);
  assert.equal(refused.json.type, "error");
  await calm(id);
});

test("runs that were created over REST are in the stream of the thread", async () => {
  const id = await thread();
  const run = await begin(id, "pair", "A", {}, { delay_ms: 5 });
  const events = await read(id, ends(1));
  assert.ok(events.some((event) => event.method === "lifecycle" && ofRun(event, run.run_id)));
  assert.ok(events.some((event) => event.method === "custom" && event.params.data.payload.node === "n1"));
});

test("a question is asked, answered once, and an answer to another one is refused", async () => {
  const id = randomUUID();
  await command(id, "run.start", { assistant_id: "hitl", input: given("A"), config: { configurable: { delay_ms: 5 } } });
  const events = await read(id, ends(1));
  const asked = events.find((event) => event.method === "input.requested");
  assert.deepEqual(asked.params.data.payload, { question: "approve A?" });
  assert.deepEqual(asked.params.data.value, asked.params.data.payload);
  assert.equal(events.at(-1).params.data.event, "interrupted");
  const wrong = await command(id, "input.respond", { namespace: [], interrupt_id: "nothing", response: "yes" });
  assert.equal(wrong.json.error, "no_such_interrupt");
  const right = await command(id, "input.respond", { namespace: [], interrupt_id: asked.params.data.interrupt_id, response: "yes" });
  assert.equal(right.json.type, "success");
  const after = await read(id, ends(1), { since: right.json.meta.applied_through_seq });
  assert.equal(after.at(-1).params.data.event, "completed");
  await calm(id);
  assert.ok((await log(id)).includes("A:ask=yes"));
  const late = await command(id, "input.respond", { namespace: [], interrupt_id: asked.params.data.interrupt_id, response: "yes" });
  assert.equal(late.json.error, "invalid_argument");
});

test("a breakpoint is no end: the run was interrupted", async () => {
  const id = randomUUID();
  await command(id, "run.start", { assistant_id: "breakpoint", input: given("A"), config: { configurable: { delay_ms: 5 } } });
  assert.equal((await read(id, ends(1))).at(-1).params.data.event, "interrupted");
});

test("messages begin, grow and finish", async () => {
  const id = randomUUID();
  await command(id, "run.start", { assistant_id: "chat", input: { messages: [{ type: "human", content: "hi", id: "mine" }] } });
  const events = await read(id, ends(1));
  const told = events.filter((event) => event.method === "messages").map((event) => event.params.data);
  assert.deepEqual(told.map((data) => data.event), ["message-start", "content-block-start", "content-block-delta", "content-block-delta", "content-block-delta", "content-block-finish", "message-finish"]);
  assert.equal(told.filter((data) => data.event === "content-block-delta").map((data) => data.delta.text).join(""), "abc");
  const last = events.filter((event) => event.method === "values").at(-1).params.data.messages;
  assert.deepEqual(last.map((message) => [message.type, message.content]), [["human", "hi"], ["ai", "abc"]]);
  assert.equal(last[0].id, "mine");
});

test("tools are called once, in the place of their task", async () => {
  const id = randomUUID();
  await command(id, "run.start", { assistant_id: "maistro", input: { messages: [{ type: "human", content: "wash", id: "1" }] }, config: { configurable: { model_delay_ms: 1, tool_delay_ms: 1 } } });
  const tools = (await read(id, ends(1))).filter((event) => event.method === "tools");
  assert.deepEqual(tools.map((event) => event.params.data.event), ["tool-started", "tool-finished"]);
  assert.match(tools[0].params.namespace[0], /^UpdateMemory:/);
});

test("subgraphs have namespaces, and filters are obeyed", async () => {
  const id = randomUUID();
  await command(id, "run.start", { assistant_id: "nested", input: given("A"), config: { configurable: { delay_ms: 5 } } });
  const events = await read(id, ends(1));
  const below = events.filter((event) => event.params.namespace.length === 1 && event.method === "lifecycle").map((event) => event.params.data.event);
  assert.deepEqual(below, ["started", "completed"]);
  const inner = await read(id, (event) => event.params.data.event === "completed", { channels: ["updates", "lifecycle"], namespaces: [["sub"]] });
  assert.ok(inner.every((event) => event.params.namespace[0].startsWith("sub:")));
  assert.deepEqual(inner.filter((event) => event.method === "updates").map((event) => event.params.node), ["c1", "c2"]);
});

test("commands that are none are refused in the words of the protocol", async () => {
  const id = randomUUID();
  assert.equal((await post(`/threads/${id}/commands`, { method: "run.start" })).status, 400);
  assert.equal((await command(id, "no.such", {})).json.error, "unknown_command");
  assert.equal((await command(id, "run.start", { input: given("A") })).json.error, "invalid_argument");
  assert.equal((await command(id, "run.start", { assistant_id: "nothing", input: given("A") })).status, 404);
  assert.equal((await command(id, "input.respond", { interrupt_id: "x", response: 1 })).json.error, "no_such_run");
  assert.equal((await command(id, "state.get", { namespace: [] })).status, 404);
});

test("states, checkpoints and the tree can be asked for, and a fork goes on from a checkpoint", async () => {
  const id = randomUUID();
  await start(id, "A", { delay_ms: 1 });
  await read(id, ends(1));
  await calm(id);
  const state = (await command(id, "state.get", { namespace: [], keys: ["log"] })).json;
  assert.equal(state.result.values.log.length, 6);
  const { checkpoints } = (await command(id, "state.listCheckpoints", { limit: 3 })).json.result;
  assert.equal(checkpoints.length, 3);
  assert.equal((await command(id, "agent.getTree", {})).json.result.tree.graph_name, "chain5");
  const fork = await command(id, "state.fork", { checkpoint_id: checkpoints.at(-1).id });
  assert.equal(fork.json.result.thread_id, id);
  await calm(id);
  assert.equal((await log(id)).length, 6);
  for (const checkpoint of ["nonsense", randomUUID(), "00000000-0000-6fff-8000-000000000000"]) {
    const { status, json } = await command(id, "state.fork", { checkpoint_id: checkpoint });
    assert.deepEqual([status, json.type, json.error], [200, "error", "no_such_checkpoint"], checkpoint);
  }
});

test("a message that is injected steers the run in flight, which goes on with it", async () => {
  const id = randomUUID();
  const say = (content) => ({ messages: [{ role: "user", content }] });
  const configurable = { model_delay_ms: 400, tool_delay_ms: 1, user_id: id };
  assert.equal((await command(id, "input.inject", { namespace: [], message: { role: "user", content: "x" } })).json.error, "no_such_run");
  const first = (await command(id, "run.start", { assistant_id: "maistro", input: say("wash"), config: { configurable } })).json.result.run_id;
  await read(id, (event) => event.method === "checkpoints");
  assert.equal((await command(id, "input.inject", { namespace: [], message: { role: "user", content: "dry" }, config: { configurable: { model_delay_ms: 1 } } })).json.type, "success");
  assert.equal((await command(id, "input.inject", { namespace: [], message: 5 })).json.error, "invalid_argument");
  await calm(id);
  assert.equal(await statusOf(id, first), "success");
  const { messages } = (await client.threads.getState(id)).values;
  assert.deepEqual(messages.map((one) => `${one.type} ${one.content}`.trim()), ["human wash", "ai", "human dry", "tool saved wash", "ai Done: saved wash"]);
  assert.equal((await command(id, "state.get", { namespace: ["nothing"] })).json.type, "error");
});

// Opens a WebSocket and collects what comes.
async function socket(id) {
  const connection = new WebSocket(`${servers[0].replace("http", "ws")}/threads/${id}/stream/events`);
  const messages = [];
  connection.addEventListener("message", (message) => messages.push(JSON.parse(message.data)));
  await new Promise((resolve, reject) => (connection.addEventListener("open", resolve), connection.addEventListener("error", reject)));
  const ask = (method, params) => {
    const command = { id: ++number, method, params };
    connection.send(JSON.stringify(command));
    return eventually(`the answer to ${method}`, () => messages.find((message) => message.id === command.id));
  };
  return { connection, messages, ask };
}

test("a WebSocket takes commands and brings events; runs go on without it", { skip: typeof WebSocket === "undefined" && "This Node has no WebSocket." }, async () => {
  const id = randomUUID();
  const { connection, messages, ask } = await socket(id);
  const subscription = await ask("subscription.subscribe", { channels: ["values", "lifecycle", "input"] });
  assert.equal(subscription.result.replayed_events, 0);
  const run = await ask("run.start", { assistant_id: "pair", input: given("A"), config: { configurable: { delay_ms: 20 } } });
  await eventually("the run ends", () => messages.some((message) => message.type === "event" && isEnd(message)));
  const other = await socket(id);
  const again = await other.ask("subscription.subscribe", { channels: ["values", "lifecycle", "input"] });
  const events = messages.filter((message) => message.type === "event");
  assert.equal(again.result.replayed_events, events.length);
  await eventually("the events come again", () => other.messages.filter((message) => message.type === "event").length === events.length);
  assert.deepEqual(other.messages.filter((message) => message.type === "event"), events);
  assert.equal((await ask("subscription.unsubscribe", { subscription_id: "nothing" })).error, "no_such_subscription");
  assert.equal((await ask("subscription.subscribe", { channels: ["nothing"] })).error, "invalid_argument");
  connection.send("{");
  await eventually("malformed JSON is refused", () => messages.some((message) => message.id === null && message.error === "invalid_argument"));
  await ask("run.start", { assistant_id: "pair", input: given("B"), config: { configurable: { delay_ms: 20 } } });
  connection.close();
  other.connection.close();
  await calm(id);
  assert.equal((await client.runs.list(id)).length, 2);
  assert.ok(run.meta.applied_through_seq >= 0);
});
