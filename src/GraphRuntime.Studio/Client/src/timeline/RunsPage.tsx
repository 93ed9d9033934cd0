import { useEffect, useState } from "preact/hooks";
import type { RunView } from "../api/threads";
import { useLoaded } from "../thread/loader";
import type { ThreadModel } from "../thread/model";
import { milliseconds } from "../values/times";
import { RunRow } from "./RunRow";
import { scaleOf } from "./scale";

/** The runs of a thread as bars in time: what came while another ran, what became of it, and why. */
export function RunsPage({ model }: { model: ThreadModel }) {
  const page = useLoaded(model.runs);
  const problem = model.runs.problem.value;
  const runs = [...(page?.items ?? [])].reverse();
  const now = useNow(runs.some(isOpen));
  const scale = scaleOf(runs, now);
  return (
    <section class="runs-page" aria-labelledby="runs-title">
      <h2 id="runs-title">Double texts</h2>
      <p class="quiet legend"><span class="key waits" /> waits <span class="key runs" /> runs <span class="key removed" /> removed by a rollback. Times without a run are drawn short.</p>
      {problem && <p role="alert">{problem}</p>}
      {page && runs.length === 0 && <p class="quiet">No run yet.</p>}
      {page?.hasMore && <p class="quiet">The newest {runs.length} runs.</p>}
      {scale.gaps.length > 0 && (
        <div class="gaps" aria-hidden="true">
          {scale.gaps.map((gap) => <span key={gap.at} style={{ left: `${gap.at * 100}%` }}>{milliseconds(gap.duration)}</span>)}
        </div>
      )}
      <ol class="runs" role="list" aria-label="Runs">
        {runs.map((run) => <RunRow key={run.runId} run={run} scale={scale} now={now} model={model} />)}
      </ol>
    </section>
  );
}

export function isOpen(run: RunView): boolean {
  return run.status === "pending" || run.status === "running";
}

/** The time, which goes on while something is drawn up to it. */
function useNow(moving: boolean): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = moving ? window.setInterval(() => setNow(Date.now()), 500) : undefined;
    return () => window.clearInterval(timer);
  }, [moving]);
  return now;
}
