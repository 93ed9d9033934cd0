// What becomes of runs and their thread: the state machine of the contract, row by row.
import { test } from "node:test";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { begin, calm, client, ended, eventually, given, lines, log, raw, refusal, settings, started, statusOf, thread } from "./support.mjs";

const five = ["n1", "n2", "n3", "n4", "n5"];
const statusOfThread = async (id) => (await client.threads.get(id)).status;
const runIdsInHistory = async (id) => new Set((await client.threads.getHistory(id, { limit: 500 })).map((state) => state.metadata.run_id).filter(Boolean));

test("a thread is busy while a run is pending or running, and idle again when none is", async () => {
  const id = await thread();
  assert.equal(await statusOfThread(id), "idle");
  const run = await begin(id, "pair", "A");
  assert.equal(run.status, "pending");
  assert.equal(await statusOfThread(id), "busy");
  await started(id, run.run_id);
  assert.equal(await statusOfThread(id), "busy");
  await ended(id, run.run_id);
  const after = await client.threads.get(id);
  assert.equal(after.status, "idle");
  assert.deepEqual(after.values.log, lines("A", "n1", "n2"));
  assert.deepEqual(after.interrupts, {});
});

test("a delayed run keeps its thread busy, and lets others go first", async () => {
  const id = await thread();
  const late = await begin(id, "pair", "L", { afterSeconds: 2 }, { delay_ms: 1 });
  assert.equal(await statusOfThread(id), "busy");
  const now = await begin(id, "pair", "N", { multitaskStrategy: "enqueue" }, { delay_ms: 1 });
  await ended(id, now.run_id);
  assert.equal(await statusOf(id, late.run_id), "pending");
  assert.equal(await refusal(begin(id, "pair", "X", { multitaskStrategy: "reject" })), 409);
  await ended(id, late.run_id);
  assert.deepEqual(await log(id), [...lines("N", "n1", "n2"), ...lines("L", "n1", "n2")]);
});

test("a failed run leaves its thread in error, also while others wait; the next success clears it", async () => {
  const id = await thread();
  const failed = await begin(id, "fail", "A", {}, { delay_ms: 1 });
  await calm(id);
  assert.equal(await statusOf(id, failed.run_id), "error");
  assert.equal(await statusOfThread(id), "error");
  const state = await client.threads.getState(id);
  assert.deepEqual(state.next, ["boom"]);
  assert.match(String(state.tasks[0].error), /boom A/);
  assert.deepEqual((await client.threads.get(id)).interrupts, { [state.tasks[0].id]: [] });
  const strategies = ["reject", "enqueue", "interrupt", "rollback"];
  for (const multitaskStrategy of strategies) {
    const next = await begin(id, "pair", multitaskStrategy, { multitaskStrategy }, { delay_ms: 1 });
    await calm(id);
    assert.equal(await statusOf(id, next.run_id), "success");
    assert.equal(await statusOfThread(id), "idle");
    assert.equal(await statusOf(id, failed.run_id), "error");
  }
});

test("a run that stops at a question is a success, its thread is interrupted, and any strategy takes new input there", async () => {
  for (const multitaskStrategy of ["reject", "enqueue", "interrupt", "rollback"]) {
    const id = await thread();
    const asked = await begin(id, "hitl", "A", {}, { delay_ms: 1 });
    await calm(id);
    assert.equal(await statusOf(id, asked.run_id), "success");
    assert.equal(await statusOfThread(id), "interrupted");
    const next = await begin(id, "hitl", "B", { multitaskStrategy }, { delay_ms: 1 });
    await calm(id);
    assert.equal(await statusOf(id, next.run_id), "success");
    assert.equal(await statusOf(id, asked.run_id), "success");
    assert.deepEqual(await log(id), ["A:in", "A:prepare", "B:in", "B:prepare"]);
    assert.deepEqual((await client.threads.getState(id)).tasks.flatMap((task) => task.interrupts.map((one) => one.value)), [{ question: "approve B?" }]);
  }
});

test("a breakpoint shows its task without questions, and a run without input goes on", async () => {
  const id = await thread();
  await begin(id, "breakpoint", "A", {}, { delay_ms: 1 });
  await calm(id);
  const state = await client.threads.getState(id);
  assert.deepEqual(state.next, ["n2"]);
  assert.deepEqual((await client.threads.get(id)).interrupts, { [state.tasks[0].id]: [] });
  await client.runs.wait(id, "breakpoint", { input: null });
  assert.deepEqual(await log(id), lines("A", "n1", "n2", "n3"));
  assert.equal(await statusOfThread(id), "idle");
});

test("interrupt stops the running run and all queued ones, and keeps their inputs", async () => {
  const id = await thread();
  const first = await begin(id, "chain5", "A", {}, { delay_ms: 500 });
  await started(id, first.run_id);
  const queued = [];
  for (const tag of ["P", "Q"]) queued.push(await begin(id, "pair", tag, { multitaskStrategy: "enqueue" }, { delay_ms: 1 }));
  const last = await begin(id, "pair", "Z", { multitaskStrategy: "interrupt" }, { delay_ms: 1 });
  await calm(id);
  for (const run of [first, ...queued]) assert.equal(await statusOf(id, run.run_id), "interrupted");
  assert.equal(await statusOf(id, last.run_id), "success");
  const entries = await log(id);
  assert.deepEqual(entries.slice(-5), ["P:in", "Q:in", ...lines("Z", "n1", "n2")]);
});

test("rollback of several creators at once: one succeeds, the others are gone without trace", async () => {
  const id = await thread();
  const runs = await Promise.all([1, 2, 3, 4, 5, 6].map((tag) => begin(id, "pair", `C${tag}`, { multitaskStrategy: "rollback" }, { delay_ms: 60 })));
  await calm(id);
  const statuses = await Promise.all(runs.map((run) => statusOf(id, run.run_id)));
  assert.deepEqual([...statuses].sort(), ["gone", "gone", "gone", "gone", "gone", "success"]);
  const winner = runs[statuses.indexOf("success")];
  assert.deepEqual(await log(id), lines(`C${statuses.indexOf("success") + 1}`, "n1", "n2"));
  assert.deepEqual([...(await runIdsInHistory(id))], [winner.run_id]);
  assert.equal((await client.runs.list(id)).length, 1);
});

test("simultaneous enqueuers all run, in the order of the list, which has the newest first", async () => {
  const id = await thread();
  await Promise.all([1, 2, 3, 4, 5].map((tag) => begin(id, "pair", `C${tag}`, { multitaskStrategy: "enqueue" }, { delay_ms: 5 })));
  await calm(id);
  const order = (await client.runs.list(id, { limit: 100 })).map((run) => run.kwargs.input.tag).reverse();
  assert.equal(order.length, 5);
  assert.deepEqual((await log(id)).filter((entry) => entry.endsWith(":in")), order.map((tag) => `${tag}:in`));
});

test("a cancelled run can be gone on with: the node that was cut off runs again, each step once", async () => {
  const id = await thread();
  const run = await begin(id, "chain5", "A", {}, { delay_ms: 200 });
  await eventually("the first step is stored", async () => (await log(id)).length >= 2);
  await client.runs.cancel(id, run.run_id, true, "interrupt");
  assert.equal(await statusOf(id, run.run_id), "interrupted");
  assert.equal(await statusOfThread(id), "idle");
  const state = await client.threads.getState(id);
  assert.equal(state.next.length, 1);
  assert.deepEqual((await client.threads.get(id)).values.log, state.values.log);
  await client.runs.wait(id, "chain5", { input: null, ...settings({ delay_ms: 1 }) });
  assert.deepEqual(await log(id), lines("A", ...five));
});

test("cancel with rollback removes a running run with its checkpoints", async () => {
  const id = await thread();
  await begin(id, "pair", "Z", {}, { delay_ms: 1 });
  await calm(id);
  const run = await begin(id, "chain5", "A", {}, { delay_ms: 200 });
  await eventually("the first step is stored", async () => (await log(id)).includes("A:n1"));
  await client.runs.cancel(id, run.run_id, true, "rollback");
  assert.equal(await statusOf(id, run.run_id), "gone");
  assert.deepEqual(await log(id), lines("Z", "n1", "n2"));
  assert.ok(!(await runIdsInHistory(id)).has(run.run_id));
  assert.equal(await statusOfThread(id), "idle");
});

test("cancelling a run that has ended changes nothing, and a queued one leaves the thread busy", async () => {
  const id = await thread();
  const first = await begin(id, "pair", "A", {}, { delay_ms: 300 });
  const queued = await begin(id, "pair", "Q", { multitaskStrategy: "enqueue" });
  await client.runs.cancel(id, queued.run_id);
  assert.equal(await statusOf(id, queued.run_id), "interrupted");
  assert.equal(await statusOfThread(id), "busy");
  await calm(id);
  for (const action of ["interrupt", "rollback"]) {
    assert.equal((await raw("POST", `/threads/${id}/runs/${first.run_id}/cancel?wait=0&action=${action}`)).status, 202);
    assert.equal((await raw("POST", `/threads/${id}/runs/${first.run_id}/cancel?wait=1&action=${action}`)).status, 204);
    assert.equal(await statusOf(id, first.run_id), "success");
  }
  assert.equal((await raw("POST", `/threads/${id}/runs/${first.run_id}/cancel?action=nothing`)).status, 400);
  assert.deepEqual(await log(id), lines("A", "n1", "n2"));
});

test("several runs are cancelled by their ids, by their status, or all that are in flight", async () => {
  const id = await thread();
  const first = await begin(id, "chain5", "A", {}, { delay_ms: 400 });
  await started(id, first.run_id);
  const queued = await begin(id, "pair", "Q", { multitaskStrategy: "enqueue" });
  assert.equal((await raw("POST", "/runs/cancel?action=interrupt", { thread_id: id, run_ids: [queued.run_id, randomUUID()] })).status, 404);
  assert.equal(await statusOf(id, queued.run_id), "pending");
  assert.equal((await raw("POST", "/runs/cancel?action=rollback", { thread_id: id, status: "pending" })).status, 204);
  assert.equal(await statusOf(id, queued.run_id), "gone");
  assert.equal((await raw("POST", "/runs/cancel", { status: "all" })).status, 204);
  await calm(id);
  assert.equal(await statusOf(id, first.run_id), "interrupted");
  for (const body of [{}, { thread_id: id }, { run_ids: [first.run_id] }, { thread_id: id, run_ids: [first.run_id], status: "all" }, { status: "done" }]) {
    assert.equal((await raw("POST", "/runs/cancel", body)).status, 400);
  }
});

test("the reason of a cancellation stays with its run", async () => {
  const id = await thread();
  const run = await begin(id, "chain5", "A", {}, { delay_ms: 400 });
  await started(id, run.run_id);
  assert.equal((await client.runs.get(id, run.run_id)).cancel_reason, null);
  await client.runs.cancel(id, run.run_id, true, "interrupt", { reason: "taken" });
  assert.match((await client.runs.get(id, run.run_id)).cancel_reason, /^taken:/);
  assert.deepEqual(await client.runs.list(id, { select: ["cancel_reason"] }), [{ cancel_reason: (await client.runs.get(id, run.run_id)).cancel_reason }]);
  assert.equal((await raw("POST", `/threads/${id}/runs/${run.run_id}/cancel?action=rollback&reason=taken`)).status, 400);
});

test("a run that was deleted is gone with its checkpoints, whether it had ended or not", async () => {
  const id = await thread();
  await begin(id, "pair", "A", {}, { delay_ms: 1 });
  await calm(id);
  const running = await begin(id, "chain5", "B", {}, { delay_ms: 300 });
  await started(id, running.run_id);
  await client.runs.delete(id, running.run_id);
  await calm(id);
  assert.equal(await statusOf(id, running.run_id), "gone");
  assert.deepEqual(await log(id), lines("A", "n1", "n2"));
  assert.equal(await refusal(client.runs.delete(id, running.run_id)), 404);
});
