import { useState } from "preact/hooks";
import { api } from "../api/api";
import type { StateView } from "../api/threads";
import { Choice } from "../controls/Choice";
import type { ThreadModel } from "../thread/model";
import { type LoadPart, ValueTree } from "../values/ValueTree";
import { openStates } from "./WaitingPanel";

/** The state of the graph, or of a subgraph that is open, with what the last superstep changed. */
export function StatePanel({ model, state }: { model: ThreadModel; state: StateView | undefined }) {
  const [namespace, setNamespace] = useState("");
  const problem = model.state.problem.value;
  const open = state ? openStates(state) : [];
  const shown = open.find((candidate) => candidate.namespace === namespace) ?? state;
  return (
    <section class="panel" aria-labelledby="state-title">
      <h3 id="state-title">State</h3>
      {problem && <p role="alert">{problem}</p>}
      {open.length > 1 && (
        <Choice label="Of" value={namespace} onChange={setNamespace}>
          {open.map((candidate) => <option key={candidate.namespace} value={candidate.namespace}>{candidate.path.join("/") || "the graph"}</option>)}
        </Choice>
      )}
      {shown && <StateDetails thread={model.id} state={shown} />}
    </section>
  );
}

/** A state with where it comes from. */
export function StateDetails({ thread, state }: { thread: string; state: StateView }) {
  const load: LoadPart = async (pointer, offset, limit) =>
    (await api.valuePart(thread, { pointer, offset, limit, checkpoint: state.checkpointId ?? undefined, namespace: state.namespace })).value;
  if (state.checkpointId === null || state.checkpointId === undefined) {
    return <p class="quiet">No checkpoint yet.</p>;
  }

  const changed = state.changed.length > 0 ? `changed: ${state.changed.join(", ")}` : "nothing changed";
  return (
    <>
      <p class="quiet">Checkpoint {state.checkpointId}, step {state.step}, {state.source}; {changed}; {state.bytes.toLocaleString("en")} bytes.</p>
      <ValueTree value={state.values} changed={state.changed} load={load} />
    </>
  );
}
