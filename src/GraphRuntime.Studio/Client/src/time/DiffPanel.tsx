import { api } from "../api/api";
import type { CheckpointView } from "../api/threads";
import type { Change } from "../api/values";
import { Choice } from "../controls/Choice";
import { useRequest } from "../thread/request";
import { ValueTree } from "../values/ValueTree";

interface Props {
  readonly thread: string;
  readonly base: number | undefined;
  readonly checkpoint: CheckpointView;
  readonly tips: readonly CheckpointView[];
  readonly onBase: (id: number) => void;
}

/** What differs between two checkpoints: any two, or one and the one before it. */
export function DiffPanel({ thread, base, checkpoint, tips, onBase }: Props) {
  const from = base ?? checkpoint.parentId ?? undefined;
  const diff = useRequest(from === undefined || from === checkpoint.id ? undefined : () => api.diff(thread, from, checkpoint.id), [from, checkpoint.id]);
  return (
    <section class="panel" aria-labelledby="diff-title">
      <h3 id="diff-title">{from === undefined ? "Difference" : `Difference from checkpoint ${from} to ${checkpoint.id}`}</h3>
      {tips.length > 1 && (
        <Choice label="Compare with the branch that ends at" value="" onChange={(chosen) => onBase(Number(chosen))}>
          <option value="">…</option>
          {tips.filter((tip) => tip.id !== checkpoint.id).slice(0, 200).map((tip) => <option key={tip.id} value={tip.id}>checkpoint {tip.id}</option>)}
        </Choice>
      )}
      {from === undefined && <p class="quiet">This is the first checkpoint.</p>}
      {from === checkpoint.id && <p class="quiet">Choose another checkpoint to compare with this one.</p>}
      {diff.problem && <p role="alert">{diff.problem}</p>}
      {diff.value && <Changes changes={diff.value.changes} truncated={diff.value.truncated} />}
    </section>
  );
}

function Changes({ changes, truncated }: { changes: readonly Change[]; truncated: boolean }) {
  if (changes.length === 0) {
    return <p class="quiet">No difference.</p>;
  }

  return (
    <ul class="plain changes" aria-label="Changes">
      {changes.map((change) => (
        <li key={change.pointer} class={change.kind}>
          <span class="name">{change.pointer || "/"}</span> <span class="mark">{change.kind}</span>
          {change.before && <div class="before"><span class="side-name">before</span><ValueTree value={change.before} /></div>}
          {change.after && <div class="after"><span class="side-name">after</span><ValueTree value={change.after} /></div>}
        </li>
      ))}
      {truncated && <li class="quiet">There are more differences than are shown.</li>}
    </ul>
  );
}
