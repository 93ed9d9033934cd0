// Schedules, which the clients call crons.
import { test } from "node:test";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { calm, client, eventually, given, raw, refusal, settings, thread } from "./support.mjs";

const input = given("A");

test("a cron is created, read, found, counted, changed and deleted", async () => {
  const id = await thread();
  const mark = randomUUID();
  const cron = await client.crons.createForThread(id, "pair", { schedule: "0 9 * * 1-5", timezone: "Europe/Berlin", input, metadata: { mark, list: [1] }, ...settings({ delay_ms: 1 }) });
  for (const name of ["cron_id", "assistant_id", "thread_id", "schedule", "timezone", "end_time", "enabled", "on_run_completed", "payload", "next_run_date", "metadata", "created_at", "updated_at"]) assert.ok(name in cron, name);
  assert.deepEqual([cron.thread_id, cron.schedule, cron.timezone, cron.enabled], [id, "0 9 * * 1-5", "Europe/Berlin", true]);
  assert.deepEqual(cron.payload.input, input);
  assert.deepEqual(cron.metadata, { mark, list: [1] });
  assert.ok(new Date(cron.next_run_date) > new Date());
  assert.equal((await raw("GET", `/runs/crons/${cron.cron_id}`)).json.cron_id, cron.cron_id);
  assert.equal(await client.crons.count({ threadId: id }), 1);
  assert.deepEqual((await client.crons.search({ metadata: { mark }, select: ["cron_id"] })), [{ cron_id: cron.cron_id }]);
  assert.equal((await client.crons.search({ threadId: id, enabled: false })).length, 0);
  assert.equal((await client.crons.search({ threadId: id, assistantId: cron.assistant_id })).length, 1);
  const off = await client.crons.update(cron.cron_id, { enabled: false, schedule: "@daily", endTime: "2100-01-01T00:00:00Z" });
  assert.deepEqual([off.enabled, off.schedule, off.end_time, off.next_run_date, off.timezone], [false, "@daily", "2100-01-01T00:00:00.000Z", null, "Europe/Berlin"]);
  assert.equal((await client.crons.update(cron.cron_id, { endTime: null, enabled: true })).end_time, null);
  await client.crons.delete(cron.cron_id);
  assert.equal((await client.crons.search({ threadId: id })).length, 0);
  assert.equal(await refusal(client.crons.delete(cron.cron_id)), 404);
});

test("a cron starts one run a tick on its thread, whichever processes there are", async () => {
  const id = await thread();
  const cron = await client.crons.createForThread(id, "pair", { schedule: "* * * * * *", input, multitaskStrategy: "enqueue", metadata: { of: "cron" }, ...settings({ delay_ms: 1 }) });
  const runs = await eventually("three ticks", async () => {
    const found = await client.runs.list(id, { limit: 100 });
    return found.length >= 3 && found;
  });
  await client.crons.delete(cron.cron_id);
  const ticks = runs.map((run) => run.metadata.scheduled_for);
  assert.equal(new Set(ticks).size, ticks.length);
  assert.ok(runs.every((run) => run.metadata.schedule_id === cron.cron_id && run.metadata.of === "cron" && run.kwargs.config.configurable.delay_ms === 1));
  await calm(id);
});

test("without a thread each run has one of its own, which stays only if asked for; messages are those of clients", async () => {
  const user = randomUUID();
  const say = { input: { messages: [{ role: "user", content: "wash" }] }, ...settings({ user_id: user, model_delay_ms: 1, tool_delay_ms: 1 }) };
  const cron = await client.crons.create("maistro", { schedule: "* * * * * *", onRunCompleted: "keep", metadata: { user }, ...say });
  const [found] = await eventually("a thread of a tick", async () => {
    const threads = await client.threads.search({ metadata: { assistant_id: cron.assistant_id }, status: "idle", limit: 100 });
    const own = threads.filter((one) => one.config.configurable?.user_id === user && one.values?.messages?.at(-1)?.content === "Done: saved wash");
    return own.length > 0 && own;
  });
  await client.crons.delete(cron.cron_id);
  assert.equal(found.values.messages[0].type, "human");
  const gone = await client.crons.create("maistro", { schedule: "* * * * * *", ...say, config: { configurable: { user_id: `${user}-gone`, model_delay_ms: 1, tool_delay_ms: 1 } } });
  await eventually("the effect of a tick", async () => (await client.store.searchItems(["todo", `${user}-gone`])).items.length > 0);
  await client.crons.delete(gone.cron_id);
});

test("a cron that makes no sense is refused", async () => {
  const id = await thread();
  const good = { assistant_id: "pair", schedule: "@daily", input };
  const wrong = [{ schedule: "whenever" }, { schedule: undefined }, { timezone: "Mars/Phobos" }, { end_time: "soon" }, { enabled: "yes" }, { on_run_completed: "burn" }, { input: { tag: 5 } }, { multitask_strategy: "nothing" }, { webhook: "http://example.com/" }, { command: { resume: 1 } }];
  for (const change of wrong) {
    const { status } = await raw("POST", `/threads/${id}/runs/crons`, { ...good, ...change });
    assert.ok([400, 422].includes(status), `${JSON.stringify(change)}: ${status}`);
  }
  assert.equal((await raw("POST", "/runs/crons", { ...good, assistant_id: "nothing" })).status, 404);
  assert.equal((await raw("POST", `/threads/${randomUUID()}/runs/crons`, good)).status, 404);
  assert.equal(await client.crons.count({ threadId: id }), 0);
});
