import { useState } from "preact/hooks";
import { api } from "../api/api";
import type { Breakpoint, BreakpointDraft } from "../api/debugging";
import type { GraphView } from "../api/threads";
import { readOnly } from "../shell/server";
import type { ThreadModel } from "../thread/model";
import { BreakpointForm } from "./BreakpointForm";
import { describe } from "./breakpoints";

/** The breakpoints of the thread: of nodes by path, and of channels; each with a condition and a hit count where it has them. */
export function BreakpointPanel({ model, graph }: { model: ThreadModel; graph: GraphView | undefined }) {
  const [edited, setEdited] = useState<string>();
  const all = model.session.value.breakpoints;
  const add = (draft: BreakpointDraft) => model.act(() => api.addBreakpoint(model.id, draft));
  const change = async (key: string, draft: BreakpointDraft) => {
    const succeeded = await model.act(() => api.changeBreakpoint(model.id, key, draft));
    if (succeeded) {
      setEdited(undefined);
    }

    return succeeded;
  };

  return (
    <section class="panel" aria-labelledby="breakpoints-title">
      <h3 id="breakpoints-title">Breakpoints</h3>
      {all.length === 0 && <p class="quiet">None.</p>}
      <ul class="plain" aria-labelledby="breakpoints-title">
        {all.map((breakpoint) => (
          <li key={breakpoint.id}>
            {edited === breakpoint.id ? (
              <BreakpointForm graph={graph} breakpoint={breakpoint} onSubmit={(draft) => change(breakpoint.id, draft)} onCancel={() => setEdited(undefined)} />
            ) : (
              <BreakpointRow breakpoint={breakpoint} onEdit={() => setEdited(breakpoint.id)} onRemove={() => model.act(() => api.removeBreakpoint(model.id, breakpoint.id))}
                onToggle={() => change(breakpoint.id, { ...draftOf(breakpoint), enabled: breakpoint.enabled === false })} />
            )}
          </li>
        ))}
      </ul>
      {!readOnly.value && <details><summary>Add a breakpoint</summary><BreakpointForm graph={graph} onSubmit={add} /></details>}
    </section>
  );
}

function BreakpointRow({ breakpoint, onEdit, onRemove, onToggle }: { breakpoint: Breakpoint; onEdit: () => void; onRemove: () => void; onToggle: () => void }) {
  const words = describe(breakpoint);
  return (
    <div class="row">
      <label class="check"><input type="checkbox" checked={breakpoint.enabled !== false} disabled={readOnly.value} onChange={onToggle} /> {words}</label>
      <span class="quiet">{breakpoint.hits} hit{breakpoint.hits === 1 ? "" : "s"}</span>
      <button type="button" class="link" disabled={readOnly.value} onClick={onEdit}>Change</button>
      <button type="button" class="link" disabled={readOnly.value} onClick={onRemove}>Remove</button>
      {breakpoint.problem && <span class="problem">{breakpoint.problem}</span>}
    </div>
  );
}

function draftOf(breakpoint: Breakpoint): BreakpointDraft {
  const { id: _, hits: __, problem: ___, ...draft } = breakpoint;
  return draft;
}
