// What the tests share: a client of the server under test, and ways to wait for what a server says.
import { Client } from "@langchain/langgraph-sdk";

export const servers = (process.env.SERVER_URLS ?? "http://127.0.0.1:2024").split(",");
export const connect = (url = servers[0]) => new Client({ apiUrl: url, apiKey: null, callerOptions: { maxRetries: 0 } });
export const client = connect();

export const given = (tag) => ({ tag, log: [`${tag}:in`] });
export const settings = (values) => ({ config: { configurable: values } });
export const lines = (tag, ...nodes) => [`${tag}:in`, ...nodes.map((node) => `${tag}:${node}`)];

export async function thread() {
  return (await client.threads.create({})).thread_id;
}

export function begin(threadId, graph, tag, options = {}, values = {}) {
  return client.runs.create(threadId, graph, { input: given(tag), ...settings({ delay_ms: 150, ...values }), ...options });
}

export async function eventually(what, check, patience = 30_000) {
  const end = performance.now() + patience;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (performance.now() > end) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

export async function statusOf(threadId, runId) {
  try {
    return (await client.runs.get(threadId, runId)).status;
  } catch (error) {
    if (error.status === 404) return "gone";
    throw error;
  }
}

export const started = (threadId, runId) => eventually("the run starts", async () => (await statusOf(threadId, runId)) !== "pending");
export const ended = (threadId, runId) => eventually("the run ends", async () => !["pending", "running"].includes(await statusOf(threadId, runId)));

export function calm(threadId) {
  return eventually("the thread is calm", async () => (await client.threads.get(threadId)).status !== "busy");
}

export async function log(threadId) {
  return (await client.threads.getState(threadId)).values.log ?? [];
}

export async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return error.status;
  }
  throw new Error("It was not refused.");
}

export async function all(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

// A request as it is on the wire, for what the client hides: headers, statuses and odd bodies.
export async function raw(method, path, body, headers = {}) {
  const content = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  const response = await fetch(servers[0] + path, { method, headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers }, ...content });
  const text = await response.text();
  let json;
  try {
    json = text === "" ? null : JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}
