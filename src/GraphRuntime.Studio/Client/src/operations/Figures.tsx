import { useRef } from "preact/hooks";
import type { Count, Operations } from "../api/debugging";
import { timeOfDay } from "../values/times";

const keptSamples = 60;

/** Live figures of the process and of its store. */
export function Figures({ now }: { now: Operations }) {
  const { health, threads } = now;
  const samples = useRef<{ time: string; active: number }[]>([]);
  if (samples.current.at(-1)?.time !== now.time) {
    samples.current = [...samples.current, { time: now.time, active: health.activeRuns }].slice(-keptSamples);
  }

  return (
    <section class="panel" aria-labelledby="figures-title">
      <h3 id="figures-title">Now</h3>
      <dl class="figures">
        {(["idle", "busy", "interrupted", "error"] as const).map((status) => <Figure key={status} name={`Threads ${status}`} text={countText(threads[status])} />)}
        <Figure name="Runs of this process" text={`${health.activeRuns} of ${health.maxConcurrentRuns}`} />
      </dl>
      <Sparkline values={samples.current.map((sample) => sample.active)} most={Math.max(1, health.maxConcurrentRuns)} />
      <p>
        Worker <strong>{health.owner}</strong>{" "}
        {!health.started ? "has not started" : health.draining ? "is stopping" : "takes runs"}; last answer of the store at {timeOfDay(health.lastStoreContact)}.
        {health.waitingGraphs.length > 0 && ` Runs wait for graphs that this process does not have: ${health.waitingGraphs.join(", ")}.`}
      </p>
      {health.storeProblem && <p role="alert" class="problem">{health.storeProblem}</p>}
    </section>
  );
}

function Figure({ name, text }: { name: string; text: string }) {
  return <div><dt>{name}</dt><dd>{text}</dd></div>;
}

/** The number of runs of this process over the last minutes. */
function Sparkline({ values, most }: { values: readonly number[]; most: number }) {
  const highest = Math.max(1, Math.min(most, Math.max(...values, 1)));
  const points = values.map((value, index) => `${((index / (keptSamples - 1)) * 100).toFixed(1)},${(22 - (value / highest) * 20).toFixed(1)}`);
  return (
    <svg class="sparkline" viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label={`Active runs, at most ${highest} in the last two minutes`}>
      <polyline points={points.join(" ")} />
    </svg>
  );
}

function countText(count: Count): string {
  return count.count.toLocaleString("en") + (count.more ? "+" : "");
}
