import { useEffect, useState } from "preact/hooks";
import type { GraphView } from "../api/threads";
import { Choice } from "../controls/Choice";
import { JsonField } from "../forms/JsonField";
import { SchemaForm } from "../forms/SchemaForm";
import { starter } from "../forms/schema";
import { graphs } from "../shell/server";
import type { RunDraft, ThreadModel } from "../thread/model";
import type { Json } from "../values/json";

const strategies = ["enqueue", "reject", "interrupt", "rollback"];

/** What the next run starts with. */
export function StartPanel({ model, graph, fixedGraph }: { model: ThreadModel; graph: GraphView | undefined; fixedGraph: string | undefined }) {
  const [asForm, setAsForm] = useState(false);
  const draft = model.draft.value;
  const change = (changed: Partial<RunDraft>) => { model.draft.value = { ...model.draft.value, ...changed }; };

  // Another graph takes another input; what was typed for this one stays.
  useEffect(() => {
    if (graph && draft.graph !== graph.name) {
      change({ graph: graph.name, input: remembered(graph) });
    }
  }, [graph?.name]);

  const setInput = (input: Json | undefined) => {
    change({ input });
    remember(graph, input);
  };

  // Before the thread is read, its graph is not known, and whatever was typed would be replaced by what that graph begins with.
  if (!graph) {
    return <section class="panel" aria-labelledby="start-title"><h3 id="start-title">Next run</h3></section>;
  }

  const schema = graph.inputSchema;
  return (
    <section class="panel" aria-labelledby="start-title">
      <h3 id="start-title">Next run</h3>
      {!fixedGraph && graphs.value.length > 1 && (
        <Choice label="Graph" value={graph.name} onChange={(chosen) => { model.chosenGraph.value = chosen; }}>
          {graphs.value.map((candidate) => <option key={candidate.name}>{candidate.name}</option>)}
        </Choice>
      )}
      {schema && <label class="check"><input type="checkbox" checked={asForm} onChange={(event) => setAsForm(event.currentTarget.checked)} /> As a form</label>}
      {draft.graph === graph.name && (asForm && schema
        ? <SchemaForm label="Input" schema={schema} value={draft.input} onChange={setInput} />
        : <JsonField key={graph.name} label="Input" rows={6} value={draft.input} onChange={setInput} />)}
      <div class="row">
        <Choice label="If a run is in flight" value={draft.strategy} onChange={(chosen) => change({ strategy: chosen })}>
          <option value="">default</option>
          {strategies.map((name) => <option key={name}>{name}</option>)}
        </Choice>
        <Choice label="Stop" value={draft.debug} onChange={(chosen) => change({ debug: chosen as RunDraft["debug"] })}>
          <option value="breakpoints">at breakpoints</option>
          <option value="pause">before the first node</option>
          <option value="none">nowhere</option>
        </Choice>
      </div>
    </section>
  );
}

function keyOf(graph: GraphView | undefined): string {
  return `graphruntime-studio-input:${graph?.name ?? ""}`;
}

function remembered(graph: GraphView): Json {
  try {
    const text = sessionStorage.getItem(keyOf(graph));
    return text ? (JSON.parse(text) as Json) : graph.inputSchema ? starter(graph.inputSchema, graph.inputSchema) : {};
  } catch {
    return {};
  }
}

/** A reload keeps what was typed; another tab, or a later day, begins with what the schema suggests. */
function remember(graph: GraphView | undefined, input: Json | undefined): void {
  try {
    if (input !== undefined) {
      sessionStorage.setItem(keyOf(graph), JSON.stringify(input));
    }
  } catch {
    // A browser that stores nothing, or has no room left, begins with the suggestion.
  }
}
