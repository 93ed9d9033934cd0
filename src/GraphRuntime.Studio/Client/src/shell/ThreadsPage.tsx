import { useState } from "preact/hooks";
import { api, lists } from "../api/api";
import type { ThreadStatus } from "../api/threads";
import { Choice } from "../controls/Choice";
import { useLive } from "../thread/live";
import { timeOfDay } from "../values/times";
import { attempt } from "./notice";
import { go, href } from "./route";
import { readOnly } from "./server";

const pageSize = 50;
const statuses: readonly ThreadStatus[] = ["idle", "busy", "interrupted", "error"];

/** All threads, newest first; the way to one, and to a new one. */
export function ThreadsPage() {
  const [status, setStatus] = useState<ThreadStatus | "">("");
  const [offset, setOffset] = useState(0);
  const page = useLive(lists.threads(status || undefined, offset, pageSize));
  return (
    <section aria-labelledby="threads-title">
      <h2 id="threads-title">Threads</h2>
      <OpenThread />
      <Choice label="Status" value={status} onChange={(chosen) => { setOffset(0); setStatus(chosen as ThreadStatus | ""); }}>
        <option value="">all</option>
        {statuses.map((name) => <option key={name}>{name}</option>)}
      </Choice>
      {page.problem && <p role="alert">{page.problem}</p>}
      <table>
        <thead><tr><th scope="col">Thread</th><th scope="col">Graph</th><th scope="col">Status</th><th scope="col">Changed</th></tr></thead>
        <tbody>
          {page.value?.items.map((thread) => (
            <tr key={thread.threadId}>
              <td><a href={href("run", thread.threadId)}>{thread.threadId}</a></td>
              <td>{thread.graph ?? "—"}</td>
              <td><span class={`status ${thread.status}`}>{thread.status}</span></td>
              <td title={thread.updatedAt}>{timeOfDay(thread.updatedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {page.value?.items.length === 0 && <p class="quiet">No thread yet. Give one a name above, and start a run in it.</p>}
      <p class="pages">
        {offset > 0 && <button type="button" onClick={() => setOffset(Math.max(0, offset - pageSize))}>Newer</button>}
        {page.value?.hasMore && <button type="button" onClick={() => setOffset(offset + pageSize)}>Older</button>}
      </p>
    </section>
  );
}

function OpenThread() {
  const [id, setId] = useState("");
  const create = async (event: Event) => {
    event.preventDefault();
    await attempt(async () => {
      const thread = await api.createThread(id.trim() || undefined);
      go("run", thread.threadId);
    });
  };

  return (
    <form class="row" onSubmit={create}>
      <label>New thread <input value={id} placeholder="any name" onInput={(event) => setId(event.currentTarget.value)} /></label>
      <button type="submit" disabled={readOnly.value}>Create</button>
    </form>
  );
}
