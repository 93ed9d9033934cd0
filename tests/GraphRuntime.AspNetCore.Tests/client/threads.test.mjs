// Threads, states, history, assistants and the store.
import { test } from "node:test";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { begin, calm, client, given, lines, log, refusal, settings, thread } from "./support.mjs";

test("an earlier checkpoint can be read, and a run can begin there", async () => {
  const id = await thread();
  await begin(id, "pair", "A", {}, { delay_ms: 1 });
  await calm(id);
  const history = await client.threads.getHistory(id, { limit: 20 });
  const middle = history.find((state) => state.next[0] === "n2");
  assert.deepEqual((await client.threads.getState(id, middle.checkpoint.checkpoint_id)).values.log, lines("A", "n1"));
  await client.runs.wait(id, "pair", { input: null, checkpointId: middle.checkpoint.checkpoint_id, ...settings({ delay_ms: 1 }) });
  assert.deepEqual(await log(id), lines("A", "n1", "n2"));
  const pages = [...(await client.threads.getHistory(id, { limit: 2 })), ...(await client.threads.getHistory(id, { limit: 2, before: (await client.threads.getHistory(id, { limit: 2 }))[1].checkpoint }))];
  assert.equal(new Set(pages.map((state) => state.checkpoint.checkpoint_id)).size, 4);
});

test("ids of checkpoints sort as text in the order in which they were made", async () => {
  const id = await thread();
  for (const tag of ["A", "B", "C"]) await client.runs.wait(id, "pair", { input: given(tag), ...settings({ delay_ms: 1 }) });
  const ids = (await client.threads.getHistory(id, { limit: 100 })).map((state) => state.checkpoint.checkpoint_id);
  assert.deepEqual(ids, [...ids].sort().reverse());
});

test("threads are found by metadata, status, values and ids, in any order, and are counted", async () => {
  const mark = randomUUID();
  const ids = [];
  for (const number of [1, 2, 3]) ids.push((await client.threads.create({ metadata: { mark, number, nested: { deep: [number] } } })).thread_id);
  await begin(ids[1], "hitl", "A", {}, { delay_ms: 1 });
  await calm(ids[1]);
  const found = async (query) => (await client.threads.search({ metadata: { mark }, ...query })).map((one) => one.thread_id);
  assert.deepEqual(await found({ sortBy: "created_at", sortOrder: "asc" }), ids);
  assert.deepEqual(await found({ status: "interrupted" }), [ids[1]]);
  assert.deepEqual(await found({ values: { tag: "A" } }), [ids[1]]);
  assert.deepEqual(await found({ ids: [ids[2]] }), [ids[2]]);
  assert.deepEqual(await found({ metadata: { mark, nested: { deep: [3] } } }), [ids[2]]);
  assert.equal(await client.threads.count({ metadata: { mark } }), 3);
  const [one] = await client.threads.search({ metadata: { mark }, status: "interrupted", select: ["thread_id", "interrupts"] });
  assert.deepEqual(Object.keys(one).sort(), ["interrupts", "thread_id"]);
});

test("a copy has the state of the original and a life of its own", async () => {
  const id = await thread();
  await begin(id, "pair", "A", {}, { delay_ms: 1 });
  await calm(id);
  const copy = await client.threads.copy(id);
  await client.runs.wait(copy.thread_id, "pair", { input: given("B"), ...settings({ delay_ms: 1 }) });
  assert.deepEqual(await log(copy.thread_id), [...lines("A", "n1", "n2"), ...lines("B", "n1", "n2")]);
  assert.deepEqual(await log(id), lines("A", "n1", "n2"));
  assert.equal(await refusal(client.threads.copy(randomUUID())), 404);
});

test("deleting the last run takes its checkpoints with it", async () => {
  const id = await thread();
  await client.runs.wait(id, "pair", { input: given("A"), ...settings({ delay_ms: 1 }) });
  const second = await begin(id, "pair", "B", {}, { delay_ms: 1 });
  await calm(id);
  await client.runs.delete(id, second.run_id);
  assert.deepEqual(await log(id), lines("A", "n1", "n2"));
});

test("a question is answered by its id, and a wrong id is refused", async () => {
  const id = await thread();
  await client.runs.wait(id, "hitl", { input: given("A"), ...settings({ delay_ms: 1 }) });
  const task = (await client.threads.getState(id)).tasks[0];
  const [question] = task.interrupts;
  assert.deepEqual(question.value, { question: "approve A?" });
  assert.deepEqual((await client.threads.get(id)).interrupts[task.id], [question]);
  const values = await client.runs.wait(id, "hitl", { command: { resume: { [question.id]: "fine" } } });
  assert.equal(values.answer, "fine");
  assert.equal(await refusal(client.runs.create(id, "hitl", { command: { resume: "again" } })), 422);
});

test("assistants have graphs and schemas", async () => {
  const graph = await client.assistants.getGraph("nested", { xray: true });
  assert.ok(graph.nodes.some((node) => node.id === "sub:c1"));
  assert.ok(graph.edges.some((edge) => edge.source === "p1" && edge.target === "sub:__start__"));
  const schemas = await client.assistants.getSchemas("hitl");
  assert.equal(schemas.graph_id, "hitl");
  assert.ok("log" in schemas.state_schema.properties);
  const [first] = await client.assistants.search({ graphId: "pair" });
  assert.equal((await client.assistants.get(first.assistant_id)).graph_id, "pair");
});

test("what the server keeps for itself is not in the store that callers see", async () => {
  await client.assistants.create({ graphId: "pair", name: "kept" });
  const { items } = await client.store.searchItems([], { limit: 1000 });
  assert.ok(items.every((item) => !item.namespace[0].startsWith("graphruntime")));
  const { namespaces } = await client.store.listNamespaces({ limit: 1000 });
  assert.ok(namespaces.every((names) => !names[0].startsWith("graphruntime")));
});
