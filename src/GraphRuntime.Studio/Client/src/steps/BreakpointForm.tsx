import { useId, useState } from "preact/hooks";
import { api } from "../api/api";
import type { Breakpoint, BreakpointDraft } from "../api/debugging";
import type { GraphView } from "../api/threads";
import { Choice } from "../controls/Choice";
import { pathsOf } from "../graph/outline";
import { messageOf } from "../shell/notice";

interface Props {
  readonly graph: GraphView | undefined;
  readonly breakpoint?: Breakpoint;
  readonly onSubmit: (draft: BreakpointDraft) => Promise<boolean>;
  readonly onCancel?: () => void;
}

/** A new breakpoint, or a changed one. A condition is checked by the server before it is set. */
export function BreakpointForm({ graph, breakpoint, onSubmit, onCancel }: Props) {
  const [kind, setKind] = useState<BreakpointDraft["kind"]>(breakpoint?.kind ?? "node");
  const [path, setPath] = useState(breakpoint?.kind === "node" ? breakpoint.path : "");
  const [subgraph, setSubgraph] = useState(breakpoint?.kind === "channel" ? (breakpoint.path ?? "") : "");
  const [channel, setChannel] = useState(breakpoint?.kind === "channel" ? breakpoint.channel : (graph?.channels[0] ?? ""));
  const [when, setWhen] = useState(breakpoint?.kind === "node" ? (breakpoint.when ?? "before") : "before");
  const [condition, setCondition] = useState(breakpoint?.condition ?? "");
  const [hitCount, setHitCount] = useState(breakpoint?.hitCount ?? 1);
  const [problem, setProblem] = useState("");
  const places = useId();

  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      if (condition.trim()) {
        await api.check(condition);
      }
    } catch (error) {
      setProblem(messageOf(error));
      return;
    }

    const shared = { condition: condition.trim() || undefined, hitCount, enabled: breakpoint?.enabled ?? true };
    const succeeded = await onSubmit(kind === "node" ? { kind, path: path.trim(), when, ...shared } : { kind, channel: channel.trim(), path: subgraph.trim(), ...shared });
    setProblem("");
    if (succeeded && !breakpoint) {
      setCondition("");
      setHitCount(1);
    }
  };

  return (
    <form class="breakpoint-form" onSubmit={submit}>
      <Choice label="Stops at" value={kind} onChange={(chosen) => setKind(chosen as BreakpointDraft["kind"])}>
        <option value="node">a node</option>
        <option value="channel">the change of a channel</option>
      </Choice>
      {kind === "node" ? (
        <>
          <label>Path <input required list={places} value={path} placeholder="research/plan or *" onInput={(event) => setPath(event.currentTarget.value)} /></label>
          <Choice label="When" value={when} onChange={(chosen) => setWhen(chosen as "before" | "after")}><option>before</option><option>after</option></Choice>
        </>
      ) : (
        <>
          <label>Channel <input required list={`${places}-channels`} value={channel} onInput={(event) => setChannel(event.currentTarget.value)} /></label>
          <label>Subgraph <input list={places} value={subgraph} placeholder="the graph itself" onInput={(event) => setSubgraph(event.currentTarget.value)} /></label>
        </>
      )}
      <label>Condition <input value={condition} placeholder={'count >= 3 and user.name == "Ada"'} aria-invalid={problem !== ""} onInput={(event) => setCondition(event.currentTarget.value)} /></label>
      <label>From hit <input type="number" min={1} value={hitCount} onInput={(event) => setHitCount(Math.max(1, Number(event.currentTarget.value)))} /></label>
      <datalist id={places}>{(graph ? pathsOf(graph.outline) : []).map((known) => <option key={known} value={known} />)}</datalist>
      <datalist id={`${places}-channels`}>{graph?.channels.map((known) => <option key={known} value={known} />)}</datalist>
      {problem && <p role="alert" class="problem">{problem}</p>}
      <div class="row">
        <button type="submit">{breakpoint ? "Save" : "Add"}</button>
        {onCancel && <button type="button" onClick={onCancel}>Cancel</button>}
      </div>
    </form>
  );
}
