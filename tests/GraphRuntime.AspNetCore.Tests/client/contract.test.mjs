// Shapes, statuses and headers of the REST endpoints, field by field.
import { test } from "node:test";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { all, begin, calm, client, given, lines, log, raw, refusal, settings, started, thread } from "./support.mjs";

const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const input = given("A");

test("a thread, a run, a state and their tasks have the members of the contract", async () => {
  const id = await thread();
  const fresh = await client.threads.get(id);
  for (const name of ["thread_id", "created_at", "updated_at", "metadata", "status", "config"]) assert.ok(name in fresh, name);
  const run = await client.runs.create(id, "hitl", { input, metadata: { a: 1 }, ...settings({ delay_ms: 1 }) });
  for (const name of ["run_id", "thread_id", "assistant_id", "metadata", "status", "kwargs", "multitask_strategy", "created_at", "updated_at"]) assert.ok(name in run, name);
  assert.match(run.created_at, iso);
  assert.match(run.run_id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  assert.deepEqual(run.kwargs.stream_mode, ["values"]);
  for (const name of ["temporary", "subgraphs", "resumable"]) assert.equal(run.kwargs[name], false);
  assert.equal(run.metadata.a, 1);
  assert.equal(run.metadata.graph_id, "hitl");
  assert.equal(run.metadata.assistant_id, run.assistant_id);
  const { configurable } = run.kwargs.config;
  assert.deepEqual([configurable.run_id, configurable.thread_id, configurable.graph_id, configurable.assistant_id], [run.run_id, id, "hitl", run.assistant_id]);
  await calm(id);
  const state = await client.threads.getState(id);
  for (const name of ["values", "next", "tasks", "metadata", "created_at", "checkpoint", "parent_checkpoint"]) assert.ok(name in state, name);
  for (const name of ["thread_id", "checkpoint_id", "checkpoint_ns", "checkpoint_map"]) assert.ok(name in state.checkpoint, name);
  for (const name of ["source", "step", "run_id", "thread_id", "graph_id", "assistant_id"]) assert.ok(name in state.metadata, name);
  for (const name of ["id", "name", "path", "error", "interrupts", "checkpoint", "state", "result"]) assert.ok(name in state.tasks[0], name);
  const seen = await client.threads.get(id);
  assert.deepEqual(seen.values, state.values);
  assert.deepEqual([seen.metadata.graph_id, seen.metadata.assistant_id], ["hitl", run.assistant_id]);
  assert.match(state.created_at, iso);
});

test("only the selected members come", async () => {
  const id = await thread();
  const run = await begin(id, "pair", "A", {}, { delay_ms: 1 });
  await calm(id);
  assert.deepEqual(Object.keys(await client.threads.getState(id, undefined, { select: ["values.tag", "next"] })).sort(), ["next", "values"]);
  assert.deepEqual((await client.threads.getHistory(id, { limit: 1, select: ["values.tag"] })), [{ values: { tag: "A" } }]);
  assert.deepEqual(await client.runs.list(id, { select: ["run_id", "status"] }), [{ run_id: run.run_id, status: "success" }]);
  const [found] = await client.threads.search({ ids: [id], extract: { said: "values.log[-1]" }, select: ["thread_id"] });
  assert.deepEqual(found, { thread_id: id, extracted: { said: "A:n2" } });
});

test("answers name the run in their headers, and a stream says where to go on", async () => {
  const id = await thread();
  const body = { assistant_id: "pair", input, config: { configurable: { delay_ms: 1 } }, multitask_strategy: "enqueue" };
  for (const [path, type] of [[`/threads/${id}/runs`, /^application\/json/], [`/threads/${id}/runs/wait`, /^application\/json/], [`/threads/${id}/runs/stream`, /^text\/event-stream/]]) {
    const answer = await raw("POST", path, body);
    assert.match(answer.headers.get("content-type"), type);
    assert.match(answer.headers.get("content-location"), new RegExp(`^/threads/${id}/runs/[0-9a-f-]+$`));
    if (path.endsWith("stream")) {
      assert.equal(answer.headers.get("location"), `${answer.headers.get("content-location")}/stream`);
      assert.equal(answer.headers.get("cache-control"), "no-cache");
      assert.match(answer.text, /^event: metadata\ndata: \{"run_id":"[0-9a-f-]+","attempt":1\}\nid: 0\n\n/);
    }
  }
  for (const path of ["/runs", "/runs/wait", "/runs/stream"]) {
    assert.match((await raw("POST", path, body)).headers.get("content-location"), /^(\/threads\/[0-9a-f-]+)?\/runs\/[0-9a-f-]+$/);
  }
  const batch = await raw("POST", "/runs/batch", [body, body]);
  assert.equal(batch.json.length, 2);
  assert.equal((await raw("POST", "/runs/batch", [])).status, 400);
});

test("bodies of wrong types are refused, and nothing is left behind", async () => {
  const id = await thread();
  const good = { assistant_id: "pair", input };
  const wrong = [
    ["assistant_id", 5], ["assistant_id", ""], ["stream_mode", 5], ["stream_mode", ["values", "nothing"]], ["stream_subgraphs", "yes"], ["stream_resumable", 1],
    ["on_disconnect", "explode"], ["multitask_strategy", "whatever"], ["if_not_exists", "maybe"], ["after_seconds", "soon"], ["after_seconds", -1], ["on_completion", "burn"],
    ["config", []], ["config", { recursion_limit: 0 }], ["config", { recursion_limit: "many" }], ["config", { configurable: 5 }], ["config", { tags: 5 }], ["context", 5], ["metadata", "x"], ["interrupt_before", 5],
    ["interrupt_before", ["nothing"]], ["command", 5], ["command", { update: 5 }], ["command", { goto: 5 }], ["command", { goto: ["nothing"] }], ["checkpoint", "x"], ["checkpoint_id", 5], ["webhook", 5],
    ["webhook", "nonsense"], ["durability", "never"], ["checkpoint_during", "no"], ["strict_resume", "yes"], ["feedback_keys", 5],
    ["input", "text"], ["input", { tag: 5 }], ["input", { log: [5] }], ["input", { tag: {} }], ["input", [["tag"]]],
  ];
  for (const [name, value] of wrong) {
    const answer = await raw("POST", `/threads/${id}/runs`, { ...good, [name]: value });
    assert.ok([400, 422].includes(answer.status), `${name}: ${JSON.stringify(value)} was answered with ${answer.status}`);
    assert.equal(typeof answer.json.code, "string");
  }
  assert.equal((await raw("POST", `/threads/${id}/runs`, { input })).status, 400);
  assert.equal((await raw("POST", `/threads/${id}/runs`, "{")).status, 400);
  assert.deepEqual(await client.runs.list(id), []);
  assert.deepEqual(await client.threads.getHistory(id), []);
  assert.equal((await client.threads.get(id)).status, "idle");
});

test("what is not there is 404, whichever way it is asked for", async () => {
  const [id, no] = [await thread(), randomUUID()];
  const paths = [
    ["GET", `/threads/${no}`], ["PATCH", `/threads/${no}`, {}], ["DELETE", `/threads/${no}`], ["POST", `/threads/${no}/copy`], ["GET", `/threads/${no}/state`], ["POST", `/threads/${no}/state`, { values: {} }],
    ["PATCH", `/threads/${no}/state`, { metadata: {} }], ["GET", `/threads/${no}/history`], ["POST", `/threads/${no}/history`, {}], ["GET", `/threads/${no}/runs`], ["GET", `/threads/${no}/stream`],
    ["POST", `/threads/${no}/runs`, { assistant_id: "pair", input }], ["POST", `/threads/${no}/runs/wait`, { assistant_id: "pair", input }], ["POST", `/threads/${no}/runs/stream`, { assistant_id: "pair", input }],
    ["POST", `/threads/${no}/runs`, { assistant_id: "pair", input, multitask_strategy: "reject" }],
    ["GET", `/threads/${id}/runs/${no}`], ["GET", `/threads/${id}/runs/${no}/join`], ["GET", `/threads/${id}/runs/${no}/stream`], ["POST", `/threads/${id}/runs/${no}/cancel`], ["DELETE", `/threads/${id}/runs/${no}`],
    ["POST", `/threads/${id}/runs`, { assistant_id: no, input }], ["GET", `/threads/${id}/state/${no}`], ["GET", `/assistants/${no}`], ["PATCH", `/assistants/${no}`, {}], ["DELETE", `/assistants/${no}`],
    ["GET", `/assistants/${no}/graph`], ["GET", `/assistants/${no}/schemas`], ["GET", `/assistants/${no}/subgraphs`], ["POST", `/assistants/${no}/versions`, {}], ["POST", `/assistants/${no}/latest`, { version: 1 }],
    ["POST", "/assistants", { graph_id: "nothing" }], ["GET", "/nothing"],
  ];
  for (const [method, path, body] of paths) assert.equal((await raw(method, path, body)).status, 404, `${method} ${path}`);
});

test("what is deleted is gone, with everything below it", async () => {
  const id = await thread();
  const run = await begin(id, "pair", "A", {}, { delay_ms: 200 });
  await started(id, run.run_id);
  await client.threads.delete(id);
  for (const path of ["", "/state", "/history", "/runs", `/runs/${run.run_id}`]) assert.equal((await raw("GET", `/threads/${id}${path}`)).status, 404, path);
  assert.equal((await client.threads.create({ threadId: id })).thread_id, id);
  assert.equal(await log(id).then((entries) => entries.length), 0);
});

test("threads keep metadata of any JSON, change them key by key, and say nothing where nothing is wanted", async () => {
  const metadata = { text: "x", number: 1.5, whole: 7, flag: true, nothing: null, list: [1, { a: 2 }], object: { b: { c: 3 } } };
  const id = (await client.threads.create({ metadata, graphId: "pair" })).thread_id;
  const seen = (await client.threads.get(id)).metadata;
  assert.deepEqual(seen, { ...metadata, graph_id: "pair" });
  const minimal = await raw("PATCH", `/threads/${id}`, { metadata: { text: "y" } }, { prefer: "return=minimal" });
  assert.deepEqual([minimal.status, minimal.text], [204, ""]);
  assert.deepEqual((await client.threads.get(id)).metadata, { ...metadata, graph_id: "pair", text: "y" });
});

test("numbers in metadata stay what they are, and are found however they are written", async () => {
  const [id, mark] = [await thread(), randomUUID()];
  const text = `{"metadata":{"mark":"${mark}","large":9007199254740993,"one":1.0,"half":0.5,"huge":1e400}}`;
  const { text: answer } = await raw("PATCH", `/threads/${id}`, text);
  assert.match(answer, /"large":9007199254740993/);
  assert.match(answer, /"huge":1e400/);
  for (const metadata of ['{"one":1}', '{"one":1.0}', '{"half":0.5}', '{"large":9007199254740993}']) {
    const { json } = await raw("POST", "/threads/search", metadata.replace("{", `{"metadata":{"mark":"${mark}",`) + "}");
    assert.deepEqual(json.map((one) => one.thread_id), [id], metadata);
  }
});

test("a thread can begin with supersteps, and goes on from them", async () => {
  const { thread_id: id } = await client.threads.create({ graphId: "pair", supersteps: [
    { updates: [{ values: { tag: "S", log: ["S:in"] }, asNode: "__input__" }] },
    { updates: [{ values: { tag: "S", log: ["S:in"] }, asNode: "__start__" }] },
    { updates: [{ values: { log: ["S:n1"] }, asNode: "n1" }] },
  ] });
  assert.deepEqual((await client.threads.getState(id)).next, ["n2"]);
  await client.runs.wait(id, "pair", { input: null, ...settings({ delay_ms: 1 }) });
  assert.deepEqual(await log(id), lines("S", "n1", "n2"));
  assert.equal(await refusal(client.threads.create({ supersteps: [{ updates: [{ values: { tag: "S" }, asNode: "n1" }] }] })), 400);
});

test("the state can be edited between runs: as a node, from an earlier checkpoint, and never before the first run", async () => {
  const id = await thread();
  assert.equal(await refusal(client.threads.updateState(id, { values: { log: ["x"] } })), 400);
  await begin(id, "pair", "A", {}, { delay_ms: 1 });
  await calm(id);
  const status = (await client.threads.get(id)).status;
  const middle = (await client.threads.getHistory(id)).find((state) => state.next[0] === "n2");
  const { checkpoint } = await client.threads.updateState(id, { values: { log: ["edited"] }, asNode: "n1", checkpointId: middle.checkpoint.checkpoint_id });
  const state = await client.threads.getState(id);
  assert.equal(state.checkpoint.checkpoint_id, checkpoint.checkpoint_id);
  assert.equal(state.metadata.source, "update");
  assert.deepEqual([state.values.log, state.next], [["A:in", "A:n1", "edited"], ["n2"]]);
  assert.equal((await client.threads.get(id)).status, status);
  assert.equal(await refusal(client.threads.updateState(id, { values: { tag: 5 } })), 422);
  assert.equal(await refusal(client.threads.updateState(id, { values: { log: ["x"] }, asNode: "nothing" })), 422);
  await client.threads.patchState(id, { note: "kept" });
  assert.equal((await client.threads.getState(id)).metadata.note, "kept");
  assert.deepEqual(await log(id), ["A:in", "A:n1", "edited"]);
});

test("runs page without loss, and can be filtered by status", async () => {
  const id = await thread();
  for (const tag of ["A", "B", "C", "D", "E"]) await begin(id, "pair", tag, { multitaskStrategy: "enqueue" }, { delay_ms: 1 });
  await begin(id, "fail", "F", { multitaskStrategy: "enqueue" }, { delay_ms: 1 });
  await calm(id);
  const whole = (await client.runs.list(id, { limit: 100 })).map((run) => run.run_id);
  const pages = [];
  for (let offset = 0; offset < 6; offset += 2) pages.push(...(await client.runs.list(id, { limit: 2, offset })));
  assert.deepEqual(pages.map((run) => run.run_id), whole);
  assert.equal((await client.runs.list(id, { status: "success" })).length, 5);
  assert.equal((await client.runs.list(id, { status: "error" })).length, 1);
  assert.equal((await raw("GET", `/threads/${id}/runs?status=whatever`)).status, 422);
});

test("a run without a thread streams, and cannot be found afterwards", async () => {
  const parts = await all(client.runs.stream(null, "pair", { input, streamMode: "updates", ...settings({ delay_ms: 1 }) }));
  assert.deepEqual(parts.slice(1).map((part) => Object.keys(part.data)[0]), ["n1", "n2"]);
  const values = await client.runs.wait(null, "pair", { input, ...settings({ delay_ms: 1 }) });
  assert.deepEqual(values.log, lines("A", "n1", "n2"));
});
