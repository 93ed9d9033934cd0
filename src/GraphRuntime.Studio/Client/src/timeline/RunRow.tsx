import { api } from "../api/api";
import type { Removal, RunView } from "../api/threads";
import { readOnly } from "../shell/server";
import type { ThreadModel } from "../thread/model";
import { between, milliseconds, timeOfDay } from "../values/times";
import { ValueText } from "../values/ValueTree";
import { isOpen } from "./RunsPage";
import { type Scale, spanOf, time } from "./scale";

/** A run: its bar in time, and why it waited, stopped or is gone. */
export function RunRow({ run, scale, now, model }: { run: RunView; scale: Scale; now: number; model: ThreadModel }) {
  const title = `run-${run.runId}`;
  return (
    <li class={`run ${run.status} ${run.removed ? "removed" : ""}`} aria-labelledby={title}>
      <div class="run-head">
        <span id={title} class="run-id" title={run.runId}>{short(run.runId)}</span>
        <span class={`status ${run.status}`}>{run.status.replace("_", " ")}{run.reason ? `, ${run.reason.replaceAll("_", " ")}` : ""}</span>
        {run.strategy && <span class="badge">{run.strategy}</span>}
        {run.studio && <span class="badge">studio: {run.studio}</span>}
        <ValueText value={run.input} />
      </div>
      <Bar run={run} scale={scale} now={now} />
      <p class="why">{run.why}</p>
      <MergedInputs run={run} />
      <Details run={run} />
      {!readOnly.value && isOpen(run) && <button type="button" onClick={() => void model.act(() => api.cancel(model.id, run.runId), "The run was asked to stop.")}>Cancel</button>}
    </li>
  );
}

function Bar({ run, scale, now }: { run: RunView; scale: Scale; now: number }) {
  const span = spanOf(run, now);
  if (!span) {
    return null;
  }

  const started = time(run.startedAt);
  const wait = { from: span.from, to: Math.min(span.to, started ?? span.to) };
  return (
    <div class="bar" aria-hidden="true">
      <span class="waits" style={place(scale, wait.from, wait.to)} />
      {started !== undefined && <span class="runs" style={place(scale, started, span.to)} />}
    </div>
  );
}

function place(scale: Scale, from: number, to: number) {
  return { left: `${scale.at(from) * 100}%`, width: `max(2px, ${(scale.at(to) - scale.at(from)) * 100}%)` };
}

function Details({ run }: { run: RunView }) {
  const waited = between(run.createdAt, run.startedAt);
  const ran = between(run.startedAt, run.finishedAt);
  const facts: [string, string | undefined][] = [
    ["Created", timeOfDay(run.createdAt)],
    ["Waited", waited === undefined ? undefined : milliseconds(waited)],
    ["Ran", ran === undefined ? undefined : milliseconds(ran)],
    ["Attempt", run.attempt ? String(run.attempt) : undefined],
    ["Owner", run.owner ?? undefined],
    ["Lease until", run.leaseUntil ? timeOfDay(run.leaseUntil) : undefined],
    ["Waited for", run.waitedFor?.length ? run.waitedFor.map(short).join(", ") : undefined],
    ["Displaced", run.displaced?.length ? run.displaced.map((other) => `${short(other.runId)} (${other.outcome.replaceAll("_", " ")})`).join(", ") : undefined],
    ["Displaced by", run.displacedBy ? short(run.displacedBy) : undefined],
    ["Removed", run.removal ? removedText(run.removal) : undefined],
    ["Caller", run.removal?.caller ?? undefined],
    ["Error", run.error ?? undefined],
  ];
  return (
    <>
      <dl class="facts">
        {facts.filter(([, text]) => text !== undefined).map(([name, text]) => <div key={name}><dt>{name}</dt><dd>{text}</dd></div>)}
      </dl>
      {(run.facts?.length ?? 0) > 0 && (
        <details>
          <summary>{run.facts?.length} event{run.facts?.length === 1 ? "" : "s"}</summary>
          <ul class="plain">
            {run.facts?.map((fact) => (
              <li key={fact.number}><span class="quiet">{fact.number} {timeOfDay(fact.at)}</span> {fact.event} {[fact.attempt && `attempt ${fact.attempt}`, fact.status, fact.reason, fact.error].filter(Boolean).join(", ")}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** The messages that were merged into one input, each with the run that it came with. */
function MergedInputs({ run }: { run: RunView }) {
  if (!run.mergedFrom?.length) {
    return null;
  }

  return (
    <ol class="merged" aria-label="Merged inputs">
      {run.mergedFrom.map((source) => (
        <li key={source.runId}><span class="quiet">{timeOfDay(source.createdAt)} {source.runId === run.runId ? "this run" : short(source.runId)}</span> <ValueText value={source.input} /></li>
      ))}
    </ol>
  );
}

function removedText(removal: Removal): string {
  return [count(removal.checkpoints, "checkpoint"), count(removal.writes, "pending write"), count(removal.events, "event")].join(", ");
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function short(id: string): string {
  return id.length > 18 ? `${id.slice(0, 8)}…${id.slice(-6)}` : id;
}
