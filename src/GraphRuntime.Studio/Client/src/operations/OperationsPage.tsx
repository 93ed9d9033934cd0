import { api, lists } from "../api/api";
import type { Operations } from "../api/debugging";
import { href } from "../shell/route";
import { attempt } from "../shell/notice";
import { readOnly } from "../shell/server";
import { useLive } from "../thread/live";
import { timeOfDay } from "../values/times";
import { Figures } from "./Figures";
import { ThreadActions } from "./ThreadActions";

/** What the process and its store do now: threads by status, queues, workers, and runs that do not get on. */
export function OperationsPage() {
  const page = useLive(lists.operations());
  const now = page.value;
  return (
    <section aria-labelledby="operations-title">
      <h2 id="operations-title">Operations</h2>
      {page.problem && <p role="alert">{page.problem}</p>}
      {now && (
        <>
          <Figures now={now} />
          <Busy now={now} />
          <Stuck now={now} />
          <ThreadActions />
        </>
      )}
    </section>
  );
}

function Busy({ now }: { now: Operations }) {
  const cancel = (thread: string) => attempt(() => api.cancel(thread), `The runs of ${thread} were asked to stop.`);

  return (
    <section class="panel" aria-labelledby="busy-title">
      <h3 id="busy-title">Queues and workers</h3>
      {now.busy.length === 0 ? <p class="quiet">No thread is busy.</p> : (
        <table aria-labelledby="busy-title">
          <thead><tr>{["Thread", "Graph", "Runs now", "Attempt", "Waiting", "Worker", "Lease until", ""].map((title) => title ? <th scope="col" key={title}>{title}</th> : <td key="actions" />)}</tr></thead>
          <tbody>
            {now.busy.map((thread) => (
              <tr key={thread.threadId}>
                <td><a href={href("runs", thread.threadId)}>{thread.threadId}</a></td>
                <td>{thread.graph ?? "—"}</td>
                <td>{thread.running?.runId ?? "—"}</td>
                <td>{thread.running?.attempt ?? "—"}</td>
                <td>{thread.pending.length}</td>
                <td>{thread.owner ?? "—"}</td>
                <td>{timeOfDay(thread.leaseUntil)}</td>
                <td><button type="button" disabled={readOnly.value} onClick={() => void cancel(thread.threadId)}>Cancel all</button></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Stuck({ now }: { now: Operations }) {
  return (
    <section class="panel" aria-labelledby="stuck-title">
      <h3 id="stuck-title">Stuck runs</h3>
      {now.stuck.length === 0 ? <p class="quiet">None.</p> : (
        <ul class="plain" aria-labelledby="stuck-title">
          {now.stuck.map((run) => <li key={run.runId}><a href={href("runs", run.threadId)}>{run.threadId}</a> since {timeOfDay(run.since)}: {run.why}</li>)}
        </ul>
      )}
    </section>
  );
}
