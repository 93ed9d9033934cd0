import { useMemo, useState } from "preact/hooks";
import { api } from "../api/api";
import { VirtualList } from "../controls/VirtualList";
import { StateDetails } from "../run/StatePanel";
import { readOnly } from "../shell/server";
import { useLoaded } from "../thread/loader";
import type { ThreadModel } from "../thread/model";
import { useRequest } from "../thread/request";
import { place } from "./branches";
import { CheckpointRow, rowHeight } from "./CheckpointRow";
import { DiffPanel } from "./DiffPanel";
import { RerunForm } from "./RerunForm";

/** All checkpoints of a thread as a line with its forks: look at each, compare any two, fork, and run again from there. */
export function TimePage({ model }: { model: ThreadModel }) {
  const all = useLoaded(model.checkpoints) ?? [];
  const [id, setId] = useState<number>();
  const [base, setBase] = useState<number>();
  const rows = useMemo(() => place(all), [all]);
  const lanes = rows.reduce((most, row) => Math.max(most, row.lane + 1), 1);
  const index = Math.max(0, rows.findIndex((row) => row.checkpoint.id === id));
  const selected = rows[index]?.checkpoint;
  const state = useRequest(selected && ((signal) => api.state(model.id, selected.id, signal)), [selected?.id]);
  const select = (at: number) => setId(rows[at]?.checkpoint.id);
  const problem = model.checkpoints.problem.value;

  return (
    <section class="time-page" aria-labelledby="time-title">
      <div class="list-column">
        <h2 id="time-title">Checkpoints</h2>
        {problem && <p role="alert">{problem}</p>}
        {rows.length === 0 && !problem && <p class="quiet">No checkpoint yet.</p>}
        {rows.length > 0 && (
          <label class="scrub">Scrub <input type="range" min={0} max={rows.length - 1} value={rows.length - 1 - index} aria-valuetext={selected && `Checkpoint ${selected.id}`}
            onInput={(event) => select(rows.length - 1 - Number(event.currentTarget.value))} /></label>
        )}
        <VirtualList name="Checkpoints" items={rows} rowHeight={rowHeight} selected={index} onSelect={select} keyOf={(row) => String(row.checkpoint.id)}
          render={(row, at) => <CheckpointRow row={row} lanes={lanes} selected={at === index} marked={row.checkpoint.id === base} onSelect={() => select(at)} />} />
        <p class="quiet">{rows.length.toLocaleString("en")} checkpoints, {rows.filter((row) => row.isTip).length} branch{rows.filter((row) => row.isTip).length === 1 ? "" : "es"}. Arrow keys go from one to the next.</p>
      </div>
      {selected && (
        <div class="detail-column">
          <h2>Checkpoint {selected.id}</h2>
          <div class="row">
            <button type="button" disabled={readOnly.value} title="A copy becomes the newest state, on a branch of its own"
              onClick={async () => { if (await model.act(() => api.fork(model.id, selected.id), `Checkpoint ${selected.id} was copied; the copy is the newest state.`)) { setId(undefined); } }}>Fork</button>
            <button type="button" onClick={() => setBase(selected.id)}>Compare from here</button>
            {base !== undefined && <button type="button" onClick={() => setBase(undefined)}>Compare with the one before</button>}
          </div>
          <DiffPanel thread={model.id} base={base} checkpoint={selected} tips={rows.filter((row) => row.isTip).map((row) => row.checkpoint)} onBase={setBase} />
          {!readOnly.value && <RerunForm model={model} checkpoint={selected.id} />}
          <section class="panel" aria-labelledby="then-title">
            <h3 id="then-title">State</h3>
            {state.problem && <p role="alert">{state.problem}</p>}
            {state.value && <StateDetails key={state.value.checkpointId} thread={model.id} state={state.value} />}
          </section>
        </div>
      )}
    </section>
  );
}
