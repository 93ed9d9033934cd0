import type { SessionView } from "../api/debugging";
import type { StateView, TaskView, ThreadView } from "../api/threads";
import { href } from "../shell/route";
import type { ThreadModel } from "../thread/model";

type ThreadWithQueue = ThreadView & { queue: { running?: string | null; pending: readonly string[] }; session: SessionView };

/** What the thread waits for, and what went wrong. */
export function WaitingPanel({ model, thread, state }: { model: ThreadModel; thread: ThreadWithQueue | undefined; state: StateView | undefined }) {
  const tasks = state ? allTasks(state) : [];
  const failed = tasks.filter((task) => task.error);
  const questions = tasks.flatMap((task) => task.questions);
  const pending = thread?.queue.pending ?? [];
  if (failed.length + questions.length + pending.length + (state?.nextPaths.length ?? 0) === 0) {
    return null;
  }

  return (
    <section class="panel" aria-labelledby="waiting-title">
      <h3 id="waiting-title">Waits</h3>
      <ul class="plain">
        {(state?.nextPaths.length ?? 0) > 0 && <li>Next: <strong>{state?.nextPaths.join(", ")}</strong></li>}
        {questions.length > 0 && <li><a href={href("questions", model.id)}>{questions.length} open question{questions.length === 1 ? "" : "s"}</a> of {[...new Set(questions.map((question) => question.node))].join(", ")}</li>}
        {pending.length > 0 && <li><a href={href("runs", model.id)}>{pending.length} run{pending.length === 1 ? "" : "s"} in the queue</a></li>}
        {failed.map((task) => <li key={task.id} class="problem"><strong>{task.path}</strong>: {task.error}{task.wasHandled ? " (handled)" : ""}</li>)}
      </ul>
    </section>
  );
}

/** The tasks of a state and of the subgraphs that are open in it. */
export function allTasks(state: StateView): TaskView[] {
  return state.tasks.flatMap((task) => [task, ...(task.subgraph ? allTasks(task.subgraph) : [])]);
}

/** The state of the graph, and those of the subgraphs that are open in it. */
export function openStates(state: StateView): StateView[] {
  return [state, ...allTasks(state).flatMap((task) => (task.subgraph ? [task.subgraph] : []))];
}
