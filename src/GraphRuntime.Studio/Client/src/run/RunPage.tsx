import { useMemo } from "preact/hooks";
import type { GraphView } from "../api/threads";
import { GraphDrawing } from "../graph/GraphDrawing";
import { pathsOf } from "../graph/outline";
import { graphs, readOnly } from "../shell/server";
import { BreakpointPanel } from "../steps/BreakpointPanel";
import { StepBar } from "../steps/StepBar";
import { breakpointOf, toggleBreakpoint } from "../steps/breakpoints";
import { useLoaded } from "../thread/loader";
import type { ThreadModel } from "../thread/model";
import { EventPanel } from "./EventPanel";
import { MessagePanel } from "./MessagePanel";
import { NodePanel } from "./NodePanel";
import { StartPanel } from "./StartPanel";
import { StatePanel } from "./StatePanel";
import { WaitingPanel } from "./WaitingPanel";

/** The graph of a thread while it runs, with everything to step, stop and change it. */
export function RunPage({ model }: { model: ThreadModel }) {
  const thread = useLoaded(model.thread);
  const state = useLoaded(model.state);
  const chosen = thread ? (thread.graph ?? model.chosenGraph.value ?? graphs.value[0]?.name) : undefined;
  const graph = graphs.value.find((candidate) => candidate.name === chosen);
  return (
    <div class="run-page">
      {model.thread.problem.value && <p role="alert">{model.thread.problem.value}</p>}
      <StepBar model={model} thread={thread} state={state} />
      <div class="columns">
        <section class="graph-column" aria-labelledby="graph-title">
          <h2 id="graph-title">Graph {chosen}</h2>
          {graph && <Drawing model={model} graph={graph} next={state?.nextPaths ?? []} />}
          {chosen && !graph && <p class="quiet">This server has no graph of that name.</p>}
          <NodePanel model={model} graph={graph} state={state} />
        </section>
        <div class="side">
          <StartPanel model={model} graph={graph} fixedGraph={thread?.graph ?? undefined} />
          <WaitingPanel model={model} thread={thread} state={state} />
          <MessagePanel messages={model.messages} />
          <StatePanel model={model} state={state} />
          <BreakpointPanel model={model} graph={graph} />
          <EventPanel events={model.events} />
        </div>
      </div>
    </div>
  );
}

function Drawing({ model, graph, next }: { model: ThreadModel; graph: GraphView; next: readonly string[] }) {
  const paths = useMemo(() => pathsOf(graph.outline), [graph]);
  const session = model.session.value;
  const press = (path: string) => {
    model.selectedNode.value = path;
    if (!readOnly.value) {
      void toggleBreakpoint(model, path);
    }
  };

  return (
    <>
      <GraphDrawing key={graph.name} outline={graph.outline} nodeCount={paths.length} activityOf={(path) => model.activity.of(path)}
        breakpointOf={(path) => breakpointOf(session, path)} next={session.phase === "running" ? [] : next} stoppedAt={session.phase === "paused" ? session.stop?.path : undefined}
        selected={model.selectedNode.value} onSelect={(path) => { model.selectedNode.value = path; }} onPress={press} />
      <p class="quiet hint">Press a node to set or remove a breakpoint. Arrow keys go from node to node; right and left open and close a subgraph.{" "}
        <button type="button" class="link" onClick={() => model.clearCounts()}>Clear the counts</button></p>
    </>
  );
}
