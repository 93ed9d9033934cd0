// Threads, states, history, assistants and the store.
import { test } from "node:test";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { begin, calm, client, given, lines, log, raw, refusal, settings, thread } from "./support.mjs";

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

test("the history can be filtered by where a state comes from: its source, its step and its run", async () => {
  const id = await thread();
  const runs = [];
  for (const tag of ["A", "B"]) {
    runs.push((await begin(id, "pair", tag, {}, { delay_ms: 1 })).run_id);
    await calm(id);
  }
  const found = async (metadata) => (await client.threads.getHistory(id, { limit: 100, metadata })).map((state) => state.metadata.step);
  assert.deepEqual(await found({}), [6, 5, 4, 3, 2, 1, 0, -1]);
  assert.deepEqual(await found({ source: "input" }), [3, -1]);
  assert.deepEqual(await found({ step: 0 }), [0]);
  assert.deepEqual(await found({ step: -1, source: "input" }), [-1]);
  assert.deepEqual(await found({ run_id: runs[1] }), [6, 5, 4, 3]);
  assert.deepEqual(await found({ run_id: runs[1], step: 0 }), []);
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

test("every endpoint of the store refuses labels that are empty or have a dot, and a namespace without labels where an item is meant", async () => {
  for (const label of ["a.b", ""]) {
    const requests = [
      ["PUT", "/store/items", { namespace: [label], key: "k", value: {} }], ["DELETE", "/store/items", { namespace: ["x", label], key: "k" }],
      ["POST", "/store/items/search", { namespace_prefix: [label] }], ["POST", "/store/namespaces", { prefix: [label] }], ["POST", "/store/namespaces", { suffix: ["x", label] }],
    ];
    for (const [method, path, body] of requests) assert.equal((await raw(method, path, body)).status, 422, `${method} ${path} ${JSON.stringify(body)}`);
  }
  assert.equal((await raw("GET", "/store/items?namespace=a..b&key=k")).status, 422);
  for (const [method, path, body] of [["PUT", "/store/items", { namespace: [], key: "k", value: {} }], ["DELETE", "/store/items", { namespace: [], key: "k" }], ["GET", "/store/items?key=k"]]) {
    assert.equal((await raw(method, path, body)).status, 400, `${method} ${path}`);
  }
});

test("an item is found at its namespace, by parts of it and by its fields, and lives as long as it should", async () => {
  const root = `r${randomUUID()}`;
  for (const number of [1, 2, 3]) await client.store.putItem([root, "a", `n${number}`], "k", { number, nested: { x: number }, even: number % 2 === 0 });
  await client.store.putItem([root, "b"], "k", { number: 4 }, { ttl: 1000 });
  const item = await client.store.getItem([root, "a", "n1"], "k");
  assert.deepEqual([item.namespace, item.key, item.value.number], [[root, "a", "n1"], "k", 1]);
  for (const name of ["createdAt", "updatedAt"]) assert.ok(!Number.isNaN(Date.parse(item[name])), name);
  assert.equal(await client.store.getItem([root, "a"], "k"), null);
  const found = async (options, ...names) => (await client.store.searchItems([root, ...names], options)).items.map((one) => one.value.number).sort();
  assert.deepEqual(await found({}, "a"), [1, 2, 3]);
  assert.deepEqual(await found({ filter: { number: { $gte: 2 }, even: false } }), [3]);
  assert.deepEqual([...(await found({ limit: 2 })), ...(await found({ limit: 2, offset: 2 }))].sort(), [1, 2, 3, 4]);
  const names = async (options) => (await client.store.listNamespaces({ prefix: [root], ...options })).namespaces.map((one) => one.slice(1).join("/"));
  assert.deepEqual(await names({}), ["a/n1", "a/n2", "a/n3", "b"]);
  assert.deepEqual(await names({ maxDepth: 2 }), ["a", "b"]);
  assert.deepEqual(await names({ suffix: ["n2"] }), ["a/n2"]);
  assert.deepEqual(await names({ limit: 1, offset: 1 }), ["a/n2"]);
  await client.store.putItem([root, "a", "n1"], "k", { number: 9 });
  const changed = await client.store.getItem([root, "a", "n1"], "k");
  assert.deepEqual([changed.value, changed.createdAt], [{ number: 9 }, item.createdAt]);
  await client.store.deleteItem([root, "a", "n1"], "k");
  assert.equal(await client.store.getItem([root, "a", "n1"], "k"), null);
  assert.equal((await raw("DELETE", "/store/items", { namespace: [root], key: "none" })).status, 204);
});
