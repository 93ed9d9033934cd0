import { useState } from "preact/hooks";
import { api } from "../api/api";
import { JsonField } from "../forms/JsonField";
import { go } from "../shell/route";
import type { ThreadModel } from "../thread/model";
import type { Json } from "../values/json";

/** Runs again from a checkpoint, on a branch of its own: with another input, or from where it stood. */
export function RerunForm({ model, checkpoint }: { model: ThreadModel; checkpoint: number }) {
  const [withInput, setWithInput] = useState(false);
  const [input, setInput] = useState<Json | undefined>(model.draft.value.input);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await model.act(() => api.rerun(model.id, checkpoint, withInput ? input : undefined))) {
      go("run", model.id);
    }
  };

  return (
    <details class="panel">
      <summary>Start again from checkpoint {checkpoint}</summary>
      <form onSubmit={submit}>
        <label class="check"><input type="checkbox" checked={withInput} onChange={(event) => setWithInput(event.currentTarget.checked)} /> With another input</label>
        {withInput && <JsonField label="Input" value={input} onChange={setInput} />}
        <button type="submit" disabled={withInput && input === undefined}>Start again</button>
      </form>
    </details>
  );
}
