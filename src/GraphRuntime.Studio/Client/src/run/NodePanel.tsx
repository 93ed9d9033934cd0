import { useState } from "preact/hooks";
import { api } from "../api/api";
import type { GraphView, StateView } from "../api/threads";
import { Choice } from "../controls/Choice";
import { targetsOf } from "../graph/outline";
import { readOnly } from "../shell/server";
import { EditForm } from "../steps/EditForm";
import { breakpointOf, toggleBreakpoint } from "../steps/breakpoints";
import type { ThreadModel } from "../thread/model";
import { milliseconds } from "../values/times";
import { allTasks, openStates } from "./WaitingPanel";

/** The node that has the focus: what it did, where it leads, and what can be done with it. */
export function NodePanel({ model, graph, state }: { model: ThreadModel; graph: GraphView | undefined; state: StateView | undefined }) {
  const path = model.selectedNode.value;
  if (!path || !graph) {
    return null;
  }

  const session = model.session.value;
  const activity = model.activity.of(path).value;
  const targets = targetsOf(graph.outline, path);
  const errors = state ? allTasks(state).filter((task) => task.path === path && task.error) : [];
  const isNext = state?.nextPaths.includes(path) ?? false;
  const locked = readOnly.value || session.phase === "running" || session.phase === "stopping";
  return (
    <section class="panel" aria-labelledby="node-title">
      <h3 id="node-title">Node {path}</h3>
      <p>
        {activity.finished > 0 ? `Ran ${activity.finished}×, ${milliseconds(activity.time)} in all. ` : "Has not run. "}
        {targets.length > 0 && `Leads to ${targets.join(", ")}.`}
      </p>
      {activity.error && errors.length === 0 && <p class="problem">{activity.error}</p>}
      {errors.map((task) => <p key={task.id} class="problem">{task.error}</p>)}
      <div class="row">
        <label class="check">
          <input type="checkbox" checked={breakpointOf(session, path) !== ""} disabled={readOnly.value} onChange={() => void toggleBreakpoint(model, path)} /> Breakpoint
        </label>
        <button type="button" disabled={locked} onClick={() => void model.command(() => api.runTo(model.id, path))}>Go on to here</button>
        <button type="button" disabled={locked || !isNext} onClick={() => void model.act(() => api.skip(model.id, path), `${path} was skipped.`)}>Skip</button>
      </div>
      <Change key={path} model={model} path={path} state={state} locked={locked} />
    </section>
  );
}

/** Changes of the graph that the node is in: the whole graph, or a subgraph, which has a state only while it runs. */
function Change({ model, path, state, locked }: { model: ThreadModel; path: string; state: StateView | undefined; locked: boolean }) {
  const [chosen, setChosen] = useState("");
  const scope = path.split("/").slice(0, -1).join("/");
  const open = state ? openStates(state).filter((candidate) => candidate.path.join("/") === scope) : [];
  const own = open.find((candidate) => candidate.namespace === chosen) ?? open[0];
  if (scope !== "" && !own) {
    return <p class="quiet">The state of {scope} can be changed while it runs: go on to a node of it first.</p>;
  }

  const namespace = scope === "" ? undefined : own?.namespace;
  return (
    <>
      {open.length > 1 && (
        <Choice label="Which of them" value={own?.namespace} onChange={setChosen}>
          {open.map((candidate) => <option key={candidate.namespace}>{candidate.namespace}</option>)}
        </Choice>
      )}
      <button type="button" disabled={locked} onClick={() => void model.act(() => api.setNext(model.id, [path], namespace), `${path} is next.`)}>Make it next</button>
      {!readOnly.value && <EditForm model={model} node={path} state={own} namespace={namespace} />}
    </>
  );
}
