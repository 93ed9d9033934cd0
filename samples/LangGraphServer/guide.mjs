// The four strategies against this server, with the official client:
//   dotnet run -c Release --project samples/LangGraphServer
//   npm install @langchain/langgraph-sdk && node samples/LangGraphServer/guide.mjs
import { Client } from "@langchain/langgraph-sdk";

const client = new Client({ apiUrl: process.env.SERVER_URL ?? "http://localhost:5000", apiKey: null });
const say = (content) => ({ input: { messages: [{ role: "user", content }] }, config: { configurable: { user_id: "test" } } });

for (const multitaskStrategy of ["reject", "enqueue", "interrupt", "rollback"]) {
  const { thread_id } = await client.threads.create();
  const first = await client.runs.create(thread_id, "task_maistro", say("walk the dog"));
  await new Promise((resolve) => setTimeout(resolve, 100));
  try {
    const second = await client.runs.create(thread_id, "task_maistro", { ...say("buy milk"), multitaskStrategy });
    await client.runs.join(thread_id, second.run_id);
  } catch (error) {
    console.log(multitaskStrategy, "was refused with", error.status);
  }

  const status = await client.runs.join(thread_id, first.run_id).then(() => client.runs.get(thread_id, first.run_id)).then((run) => run.status, () => "gone");
  const { values } = await client.threads.getState(thread_id);
  console.log(multitaskStrategy, "- first run:", status, "- messages:", values.messages.map((message) => message.content).filter(Boolean).join(" | "));
}
