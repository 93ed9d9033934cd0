// A second message while the first one is being answered, with each of the four strategies.
import { test } from "node:test";
import assert from "node:assert/strict";
import { begin, calm, client, given, lines, log, refusal, settings, started, statusOf, thread } from "./support.mjs";

const five = ["n1", "n2", "n3", "n4", "n5"];

test("reject refuses the second message with 409 and names the run in flight", async () => {
  const id = await thread();
  const first = await begin(id, "chain5", "A");
  await started(id, first.run_id);
  let error;
  await begin(id, "chain5", "B", { multitaskStrategy: "reject" }).catch((caught) => (error = caught));
  assert.equal(error.status, 409);
  assert.match(error.message, /thread_busy/);
  assert.ok(error.message.includes(first.run_id));
  await calm(id);
  assert.deepEqual(await log(id), lines("A", ...five));
});

test("enqueue lets the first one finish", async () => {
  const id = await thread();
  await begin(id, "pair", "A");
  const second = await begin(id, "pair", "B", { multitaskStrategy: "enqueue" });
  assert.equal(second.multitask_strategy, "enqueue");
  await calm(id);
  assert.deepEqual(await log(id), [...lines("A", "n1", "n2"), ...lines("B", "n1", "n2")]);
});

test("interrupt keeps what the first one finished", async () => {
  const id = await thread();
  const first = await begin(id, "chain5", "A", {}, { delay_ms: 400 });
  await started(id, first.run_id);
  const second = await begin(id, "pair", "B", { multitaskStrategy: "interrupt" }, { delay_ms: 5 });
  await calm(id);
  assert.equal(await statusOf(id, first.run_id), "interrupted");
  assert.equal(await statusOf(id, second.run_id), "success");
  const entries = await log(id);
  assert.equal(entries[0], "A:in");
  assert.deepEqual(entries.slice(-3), lines("B", "n1", "n2"));
});

test("rollback leaves nothing of the first one", async () => {
  const id = await thread();
  const first = await begin(id, "chain5", "A", {}, { delay_ms: 400 });
  await started(id, first.run_id);
  await begin(id, "pair", "B", { multitaskStrategy: "rollback" }, { delay_ms: 5 });
  await calm(id);
  assert.equal(await statusOf(id, first.run_id), "gone");
  assert.deepEqual(await log(id), lines("B", "n1", "n2"));
  const history = await client.threads.getHistory(id, { limit: 50 });
  assert.ok(history.every((state) => state.metadata.run_id !== first.run_id));
});

test("an unknown strategy is refused, and an unknown assistant is not found", async () => {
  const id = await thread();
  assert.equal(await refusal(begin(id, "pair", "A", { multitaskStrategy: "whatever" })), 422);
  assert.equal(await refusal(begin(id, "nothing", "A")), 404);
});

test("configurable values are inherited by later runs of a thread, and never by others", async () => {
  const id = await thread();
  await client.runs.wait(id, "maistro", { input: { messages: [{ role: "user", content: "wash" }] }, ...settings({ user_id: `u-${id}`, model_delay_ms: 1, tool_delay_ms: 1 }) });
  await client.runs.wait(id, "maistro", { input: { messages: [{ role: "user", content: "dry" }] } });
  const { items } = await client.store.searchItems(["todo", `u-${id}`]);
  assert.deepEqual(items.map((item) => item.key).sort(), ["dry", "wash"]);
  assert.equal((await client.threads.get(id)).config.configurable.user_id, `u-${id}`);
});

test("the run says what it was asked for", async () => {
  const id = await thread();
  const run = await client.runs.create(id, "pair", { input: given("A"), metadata: { ticket: 7, tags: ["a", "b"] }, feedbackKeys: ["clear"], ...settings({ delay_ms: 1 }) });
  assert.deepEqual(run.metadata.tags, ["a", "b"]);
  assert.deepEqual(run.kwargs.feedback_keys, ["clear"]);
  assert.equal(run.kwargs.config.configurable.delay_ms, 1);
  assert.equal(run.kwargs.config.configurable.thread_id, id);
  await calm(id);
});
