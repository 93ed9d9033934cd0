// What newer servers added to the REST endpoints, assistants, and streams in every mode.
import { test } from "node:test";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { all, begin, calm, client, ended, given, lines, log, raw, refusal, settings, started, thread } from "./support.mjs";

const input = given("A");
const stream = (id, graph, streamMode, more = {}) => all(client.runs.stream(id, graph, { input, streamMode, ...settings({ delay_ms: 1 }), ...more }));

test("the stream of a thread has the events of all its runs, and goes on after the last one that is known", async () => {
  const id = await thread();
  const ids = [];
  for (const tag of ["A", "B"]) ids.push((await begin(id, "pair", tag, { multitaskStrategy: "enqueue", streamMode: "updates" }, { delay_ms: 1 })).run_id);
  await calm(id);
  const read = async (count, options) => {
    const [leave, parts] = [new AbortController(), []];
    try {
      for await (const part of client.threads.joinStream(id, { signal: leave.signal, ...options })) if (parts.push(part) === count) break;
    } finally {
      leave.abort();
    }
    return parts;
  };
  const whole = await read(6);
  assert.deepEqual(whole.map((part) => part.event), ["metadata", "updates", "updates", "metadata", "updates", "updates"]);
  assert.deepEqual(whole.filter((part) => part.event === "metadata").map((part) => part.data.run_id), ids);
  assert.deepEqual((await read(3, { lastEventId: whole[2].id })).map((part) => part.id), whole.slice(3).map((part) => part.id));
  assert.deepEqual((await read(6, { streamMode: ["lifecycle"] })).map((part) => part.data.event ?? part.event), ["metadata", "started", "completed", "metadata", "started", "completed"]);
  assert.deepEqual((await read(4, { streamMode: ["state_update"] })).filter((part) => part.event === "state_update").at(-1).data.log, lines("A", "n1", "n2"));
  assert.equal((await raw("GET", `/threads/${id}/stream?stream_mode=nothing`)).status, 400);
});

test("a thread has a lifetime if it was given one", async () => {
  const { thread_id: id } = await client.threads.create({ ttl: 60 });
  const { json } = await raw("GET", `/threads/${id}?include=ttl`);
  assert.deepEqual([json.ttl.strategy, json.ttl.ttl], ["delete", 60]);
  assert.equal(new Date(json.ttl.expires_at) - new Date(json.updated_at), 3_600_000);
  assert.ok(!("ttl" in (await client.threads.get(id))));
  assert.ok(!JSON.stringify((await client.threads.get(id)).metadata).includes("ttl"));
  await client.threads.update(id, { ttl: { ttl: 5, strategy: "delete" } });
  assert.equal((await raw("GET", `/threads/${id}?include=ttl`)).json.ttl.ttl, 5);
  for (const ttl of [0, -1, "long", { ttl: 5, strategy: "burn" }]) assert.equal((await raw("POST", "/threads", { ttl })).status, 422);
});

test("a strict answer names open questions only", async () => {
  const id = await thread();
  await begin(id, "hitl", "A", {}, { delay_ms: 1 });
  await calm(id);
  const [question] = (await client.threads.getState(id)).tasks[0].interrupts;
  for (const resume of [{}, { [question.id]: "yes", other: "no" }]) {
    const answer = await raw("POST", `/threads/${id}/runs`, { assistant_id: "hitl", command: { resume }, strict_resume: true });
    assert.deepEqual([answer.status, answer.json.code, answer.json.open_interrupt_ids], [422, "no_such_interrupt", [question.id]]);
  }
  assert.equal((await client.runs.list(id)).length, 1);
  assert.equal((await client.runs.wait(id, "hitl", { command: { resume: { [question.id]: "yes" } }, strictResume: true })).answer, "yes");
});

test("commands can update the state, and go to nodes", async () => {
  const id = await thread();
  await client.runs.wait(id, "pair", { input, ...settings({ delay_ms: 1 }) });
  await client.runs.wait(id, "pair", { command: { update: { tag: "G" }, goto: "n2" } });
  assert.deepEqual(await log(id), [...lines("A", "n1", "n2"), "G:n2"]);
  await client.runs.wait(id, "pair", { command: { update: [["tag", "H"], ["log", ["H:up"]]], goto: [{ node: "n1", input: { tag: "H", log: [] } }] } });
  assert.equal((await log(id)).at(-1), "H:n2");
});

test("the server tells how much it does", async () => {
  assert.match((await raw("GET", "/metrics")).text, /^graphruntime_runs_active \d+$/m);
  assert.equal(typeof (await raw("GET", "/metrics?format=json")).json.graphruntime_streams_open, "number");
  const { json } = await raw("GET", "/info");
  for (const flag of ["assistants", "crons", "langsmith", "stream_namespaces", "protocol_v2"]) assert.equal(typeof json.flags[flag], "boolean");
});

test("the default assistant of a graph has an id made from its name; it cannot be deleted, and none is made twice", async () => {
  const [pair] = (await client.assistants.search({ graphId: "pair", metadata: { created_by: "system" } }));
  assert.equal(pair.name, "pair");
  assert.match(pair.assistant_id, /^[0-9a-f]{8}-[0-9a-f]{4}-5/);
  assert.equal((await client.assistants.get("pair")).assistant_id, pair.assistant_id);
  assert.equal(await refusal(client.assistants.delete(pair.assistant_id)), 409);
  const assistantId = randomUUID();
  await client.assistants.create({ graphId: "pair", assistantId, name: "one" });
  assert.equal(await refusal(client.assistants.create({ graphId: "pair", assistantId })), 409);
  assert.equal((await client.assistants.create({ graphId: "pair", assistantId, name: "two", ifExists: "do_nothing" })).name, "one");
});

test("an assistant cannot be deleted while it has a run in flight; its runs stay, its threads go only if asked for", async () => {
  const { assistant_id: assistant } = await client.assistants.create({ graphId: "pair" });
  const id = await thread();
  const run = await client.runs.create(id, assistant, { input, ...settings({ delay_ms: 300 }) });
  await started(id, run.run_id);
  assert.equal(await refusal(client.assistants.delete(assistant)), 409);
  await ended(id, run.run_id);
  await client.assistants.delete(assistant);
  assert.equal((await client.runs.get(id, run.run_id)).assistant_id, assistant);
  const second = await client.assistants.create({ graphId: "pair" });
  await client.runs.wait(id, second.assistant_id, { input, ...settings({ delay_ms: 1 }) });
  await client.assistants.delete(second.assistant_id, { deleteThreads: true });
  assert.equal(await refusal(client.threads.get(id)), 404);
});

test("an assistant gives its configuration to its runs; values of the request win, and those of the thread stay", async () => {
  const { assistant_id: assistant } = await client.assistants.create({ graphId: "pair", config: { configurable: { delay_ms: 1, mark: "assistant" } }, metadata: { of: "assistant" } });
  const id = (await client.threads.create({ metadata: { of_thread: 1 } })).thread_id;
  const run = await client.runs.create(id, assistant, { input, metadata: { of_run: 2 } });
  assert.equal(run.kwargs.config.configurable.mark, "assistant");
  assert.deepEqual([run.metadata.of, run.metadata.of_thread, run.metadata.of_run], ["assistant", 1, 2]);
  await calm(id);
  const other = await client.runs.create(id, assistant, { input, ...settings({ mark: "run" }) });
  assert.equal(other.kwargs.config.configurable.mark, "run");
  await calm(id);
  assert.equal((await client.threads.get(id)).config.configurable.mark, "run");
});

test("at a question every mode says so", async () => {
  const question = { question: "approve A?" };
  for (const mode of ["values", "updates"]) {
    const parts = await stream(await thread(), "hitl", mode);
    assert.deepEqual(parts.at(-1).data.__interrupt__.map((one) => one.value), [question]);
  }
  const tasks = await stream(await thread(), "hitl", "tasks");
  assert.deepEqual(tasks.at(-1).data.interrupts.map((one) => one.value), [question]);
});

test("tasks, checkpoints, debug, events and lifecycle have the members of the contract", async () => {
  const tasks = (await stream(await thread(), "pair", "tasks")).slice(1);
  assert.deepEqual(tasks.map((part) => [part.event, part.data.name, "result" in part.data]), [["tasks", "n1", false], ["tasks", "n1", true], ["tasks", "n2", false], ["tasks", "n2", true]]);
  for (const name of ["id", "name", "input", "triggers", "interrupts"]) assert.ok(name in tasks[0].data, name);
  assert.equal(tasks[0].data.id, tasks[1].data.id);
  const checkpoints = (await stream(await thread(), "pair", "checkpoints")).slice(1).map((part) => part.data);
  assert.deepEqual(checkpoints.map((one) => [one.metadata.source, one.metadata.step, one.next]), [["input", -1, ["__start__"]], ["loop", 0, ["n1"]], ["loop", 1, ["n2"]], ["loop", 2, []]]);
  assert.deepEqual(checkpoints.at(-1).values.log, lines("A", "n1", "n2"));
  const debug = (await stream(await thread(), "pair", "debug")).slice(1).map((part) => part.data);
  assert.deepEqual([...new Set(debug.map((one) => one.type))].sort(), ["checkpoint", "task", "task_result"]);
  for (const one of debug) for (const name of ["step", "type", "timestamp", "payload"]) assert.ok(name in one, name);
  const events = (await stream(await thread(), "pair", "events")).slice(1).map((part) => part.data);
  assert.equal(events[0].event, "on_chain_start");
  assert.equal(events.at(-1).event, "on_chain_end");
  for (const name of ["event", "name", "run_id", "tags", "metadata", "data"]) assert.ok(name in events[0], name);
  assert.deepEqual((await stream(await thread(), "pair", "lifecycle")).slice(1).map((part) => part.data.event), ["started", "completed"]);
  const failed = (await stream(await thread(), "fail", "lifecycle")).filter((part) => part.event === "lifecycle");
  assert.deepEqual([failed.at(-1).data.event, failed.at(-1).data.error.message.includes("boom A")], ["failed", true]);
});

test("a reader of a nested graph can choose namespaces, and what comes after a checkpoint", async () => {
  const id = await thread();
  const run = await begin(id, "nested", "A", { streamMode: ["updates"], streamSubgraphs: true }, { delay_ms: 1 });
  await calm(id);
  const { text } = await raw("GET", `/threads/${id}/runs/${run.run_id}/stream?namespace=sub`);
  assert.deepEqual([...text.matchAll(/^event: (\w+)\|sub:/gm)].map((match) => match[1]), ["updates", "updates"]);
  const states = await client.threads.getHistory(id);
  const after = await raw("GET", `/threads/${id}/runs/${run.run_id}/stream?checkpoint_id=${states[1].checkpoint.checkpoint_id}`);
  assert.deepEqual([...after.text.matchAll(/^data: \{"(\w+)":\{/gm)].map((match) => match[1]).at(-1), "sub");
  assert.ok(!after.text.includes("p1\":{"));
  const state = await client.threads.getState(id, undefined, { subgraphs: true });
  assert.deepEqual(state.next, []);
});
