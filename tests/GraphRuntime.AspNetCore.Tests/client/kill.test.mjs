// A server is killed between two events while clients stream from it; they go on at the other one.
import { test } from "node:test";
import assert from "node:assert/strict";
import { createServer, connect as open } from "node:net";
import { randomUUID } from "node:crypto";
import { all, client, connect, given, servers, settings } from "./support.mjs";

const other = connect(servers[1]);
const pid = Number(process.env.SERVER_PIDS.split(",")[0]);
const modes = ["updates", "values", "tasks"];

// One address for both servers, as a load balancer has: new connections go to the server that lives.
async function balancer() {
  let target = new URL(servers[0]);
  const front = createServer((socket) => {
    const back = open(target.port, target.hostname);
    for (const [from, to] of [[socket, back], [back, socket]]) from.on("data", (data) => to.write(data)).on("close", () => to.destroy()).on("error", () => to.destroy());
  });
  await new Promise((resolve) => front.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${front.address().port}`, fail: () => ((target = new URL(servers[1])), process.kill(pid, "SIGKILL")), close: () => front.close() };
}

// Follows a thread as front ends do: opens the stream again from its beginning when it breaks, and drops what it has.
async function follow(url, id, leave) {
  const [events, known] = [[], new Set()];
  while (!leave.signal.aborted) {
    try {
      const response = await fetch(`${url}/threads/${id}/stream/events`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ channels: ["lifecycle", "updates", "values", "checkpoints"] }), signal: leave.signal });
      let text = "";
      for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        for (let end; (end = text.indexOf("\n\n")) >= 0; text = text.slice(end + 2)) {
          const line = text.slice(0, end).split("\n").find((one) => one.startsWith("data: "));
          const event = line && JSON.parse(line.slice(6));
          if (event && !known.has(event.event_id)) events.push(event) && known.add(event.event_id);
          if (event?.method === "lifecycle" && event.params.data.event === "completed") return events;
        }
      }
    } catch (error) {
      if (leave.signal.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return events;
}

test("no event is lost and none comes twice", async () => {
  const front = await balancer();
  const leave = new AbortController();
  const id = randomUUID();
  await client.threads.create({ threadId: id });
  const followed = follow(front.url, id, leave);
  const parts = [];
  let run;
  for await (const part of connect(front.url).runs.stream(id, "chain5", { input: given("A"), streamMode: modes, streamResumable: true, onDisconnect: "continue", onRunCreated: (made) => (run = made), ...settings({ delay_ms: 400 }) })) {
    parts.push(part);
    if (part.event === "updates" && parts.filter((one) => one.event === "updates").length === 2) front.fail();
  }
  const events = await followed;
  leave.abort();
  front.close();
  const whole = await all(other.runs.joinStream(id, run.run_id, { streamMode: modes }));
  assert.deepEqual(parts.map((part) => part.id), whole.map((part) => part.id));
  assert.equal(new Set(parts.map((part) => part.id)).size, parts.length);
  const nodes = parts.filter((part) => part.event === "updates").map((part) => Object.keys(part.data)[0]);
  // A node whose result was not stored yet when the server died runs again: the update of its next attempt is an event of its own.
  assert.deepEqual(nodes.filter((node, index) => node !== nodes[index - 1]), ["n1", "n2", "n3", "n4", "n5"]);
  const again = await follow(servers[1], id, new AbortController());
  assert.deepEqual(events.map((event) => event.event_id), again.map((event) => event.event_id));
  assert.equal((await other.runs.get(id, run.run_id)).status, "success");
  assert.equal((await other.threads.getState(id)).values.log.length, 6);
});
