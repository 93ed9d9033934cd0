// Notifications of ended runs, and headers that nodes see.
import { test } from "node:test";
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { calm, client, eventually, given, lines, raw, settings, thread } from "./support.mjs";

// Takes notifications.
async function receiver() {
  const taken = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    taken.push({ method: request.method, headers: request.headers, json: JSON.parse(text) });
    response.writeHead(204, { connection: "close" }).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { taken, url: `http://127.0.0.1:${server.address().port}/hook`, close: () => server.close() };
}

test("a run notifies its webhook once, with how it ended", async () => {
  for (const [graph, status] of [["pair", "success"], ["fail", "error"]]) {
    const hook = await receiver();
    const id = await thread();
    const run = await client.runs.create(id, graph, { input: given("A"), webhook: hook.url, ...settings({ delay_ms: 1 }) });
    const { method, headers, json } = await eventually("the notification", () => hook.taken[0]);
    assert.equal(method, "POST");
    assert.match(headers["content-type"], /^application\/json/);
    assert.deepEqual([json.run_id, json.thread_id, json.status], [run.run_id, id, status]);
    for (const name of ["run_started_at", "run_ended_at", "webhook_sent_at"]) assert.ok(!Number.isNaN(Date.parse(json[name])), name);
    if (status === "success") assert.deepEqual(json.values.log, lines("A", "n1", "n2"));
    else assert.match(json.error, /boom A/);
    await calm(id);
    assert.equal(hook.taken.length, 1);
    hook.close();
  }
});

test("a notification that cannot be delivered holds up nothing", async () => {
  const hook = await receiver();
  const id = await thread();
  await client.runs.create(id, "pair", { input: given("A"), webhook: "http://127.0.0.1:9/", ...settings({ delay_ms: 1 }) });
  const second = await client.runs.create(id, "pair", { input: given("B"), webhook: hook.url, multitaskStrategy: "enqueue" });
  await eventually("the notification", () => hook.taken[0]?.json.run_id === second.run_id);
  await calm(id);
  assert.equal((await client.threads.getState(id)).values.log.length, 6);
  hook.close();
});

test("only hosts that are named are notified", async () => {
  const id = await thread();
  for (const webhook of ["http://example.com/", "https://169.254.169.254/", "ftp://127.0.0.1/", "nonsense"]) {
    assert.equal((await raw("POST", `/threads/${id}/runs`, { assistant_id: "pair", input: given("A"), webhook })).status, 422);
  }
});

test("headers that the server names are in the run context, and secrets never are", async () => {
  const id = await thread();
  const headers = { "x-team": "blue", "x-api-key": "secret", authorization: "Bearer secret", cookie: "a=secret" };
  const { json } = await raw("POST", `/threads/${id}/runs`, { assistant_id: "pair", input: given("A"), config: { configurable: { delay_ms: 1 } } }, headers);
  assert.equal(json.kwargs.config.configurable["x-team"], "blue");
  assert.ok("user-agent" in json.kwargs.config.configurable);
  assert.ok(!JSON.stringify(json).includes("secret"));
  await calm(id);
});
