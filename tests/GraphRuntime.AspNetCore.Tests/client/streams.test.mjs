// Streams of single runs: what comes, where a reader goes on, and what its leaving means.
import { test } from "node:test";
import assert from "node:assert/strict";
import { all, begin, calm, client, connect, ended, given, raw, servers, settings, statusOf, thread } from "./support.mjs";

const other = connect(servers.at(-1));

test("a reader goes on after the last event it has, without loss or repetition", async () => {
  const id = await thread();
  const run = await begin(id, "chain5", "A", { streamMode: ["updates", "values", "custom"] }, { delay_ms: 20 });
  const whole = await all(client.runs.joinStream(id, run.run_id, { streamMode: ["updates", "values", "custom"] }));
  assert.ok(whole.length > 10);
  for (let seen = 0; seen < whole.length; seen++) {
    const rest = await all(other.runs.joinStream(id, run.run_id, { streamMode: ["updates", "values", "custom"], lastEventId: whole[seen].id }));
    assert.deepEqual(rest.map((part) => part.id), whole.slice(seen + 1).map((part) => part.id));
  }
});

test("every id of a stream is greater than the one before", async () => {
  const id = await thread();
  const parts = await all(client.runs.stream(id, "hitl", { input: given("A"), streamMode: ["values", "updates", "tasks", "checkpoints", "debug", "events", "messages"], ...settings({ delay_ms: 1 }) }));
  const ids = parts.map((part) => Number(part.id));
  assert.deepEqual(ids, [...ids].sort((a, b) => a - b));
  assert.equal(new Set(ids).size, ids.length);
});

test("a run ends with its reader only if it was asked to", async () => {
  for (const [onDisconnect, wanted] of [["cancel", "interrupted"], ["continue", "success"]]) {
    const id = await thread();
    const leave = new AbortController();
    let run;
    try {
      for await (const part of client.runs.stream(id, "chain5", { input: given("A"), streamMode: "updates", onDisconnect, signal: leave.signal, onRunCreated: (made) => (run = made), ...settings({ delay_ms: 150 }) })) {
        if (part.event === "updates") leave.abort();
      }
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
    await ended(id, run.run_id);
    assert.equal(await statusOf(id, run.run_id), wanted);
  }
});

test("messages come as pieces, and as far as they are known", async () => {
  const pieces = await all(client.runs.stream(null, "chat", { input: { messages: [{ role: "user", content: "hi" }] }, streamMode: ["messages-tuple"] }));
  const said = pieces.filter((part) => part.event === "messages");
  assert.deepEqual(said.map((part) => part.data[0].content), ["a", "b", "c"]);
  assert.equal(said[0].data[1].langgraph_node, "model");
  const grown = await all(client.runs.stream(null, "chat", { input: { messages: [{ role: "user", content: "hi" }] }, streamMode: ["messages"] }));
  assert.deepEqual(grown.filter((part) => part.event === "messages/partial").map((part) => part.data[0].content), ["a", "ab", "abc"]);
});

test("a run without a thread leaves none behind, unless it is to be kept", async () => {
  const gone = await client.runs.create(null, "pair", { input: given("A"), ...settings({ delay_ms: 1 }) });
  await client.runs.join(gone.thread_id, gone.run_id).catch(() => {});
  await assert.rejects(client.threads.get(gone.thread_id), (error) => error.status === 404);
  const kept = await client.runs.create(null, "pair", { input: given("A"), onCompletion: "keep", ...settings({ delay_ms: 1 }) });
  await calm(kept.thread_id);
  assert.deepEqual((await client.threads.get(kept.thread_id)).values.log, ["A:in", "A:n1", "A:n2"]);
});

test("the message of a failure is that of the node, wherever it is read", async () => {
  const input = { input: given("A"), ...settings({ delay_ms: 1 }) };
  const failure = { error: "Error", message: "boom A" };
  assert.deepEqual((await raw("POST", `/threads/${await thread()}/runs/wait`, { assistant_id: "fail", ...input })).json.__error__, failure);
  const id = await thread();
  const parts = await all(client.runs.stream(id, "fail", { ...input, streamMode: ["updates", "lifecycle"] }));
  assert.deepEqual(parts.find((part) => part.event === "error").data, failure);
  assert.deepEqual(parts.filter((part) => part.event === "lifecycle").at(-1).data.error, failure);
  assert.equal((await client.threads.getState(id)).tasks[0].error, "boom A");
  const [{ run_id: run }] = await client.runs.list(id);
  assert.deepEqual((await raw("GET", `/threads/${id}/runs/${run}/join`)).json.__error__, failure);
});

test("a failing run says why in the stream and in the answer", async () => {
  const id = await thread();
  const parts = await all(client.runs.stream(id, "fail", { input: given("A"), ...settings({ delay_ms: 1 }) }));
  assert.match(parts.at(-1).data.message, /boom A/);
  assert.equal(parts.at(-1).event, "error");
});
