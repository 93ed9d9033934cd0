import { api } from "../api/api";
import type { GraphView, StateView } from "../api/threads";
import { targetsOf } from "../graph/outline";
import { readOnly } from "../shell/server";
import { EditForm } from "../steps/EditForm";
import { breakpointOf, toggleBreakpoint } from "../steps/breakpoints";
import type { ThreadModel } from "../thread/model";
import { milliseconds } from "../values/times";
import { allTasks } from "./WaitingPanel";

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
  const inRoot = !path.includes("/");
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
        <button type="button" disabled={locked || !inRoot} onClick={() => void model.act(() => api.setNext(model.id, [path]), `${path} is next.`)}>Make it next</button>
      </div>
      {!readOnly.value && inRoot && <EditForm model={model} node={path} state={state} />}
    </section>
  );
}
