import { useState } from "preact/hooks";
import { api } from "../api/api";
import type { StateView } from "../api/threads";
import { Choice } from "../controls/Choice";
import { JsonField } from "../forms/JsonField";
import type { ThreadModel } from "../thread/model";
import { type Json, isObject } from "../values/json";
import { membersOf, wholeJson } from "../values/views";

/** Writes to the state, as if a node had written it: what follows that node is next then. */
export function EditForm({ model, node, state, namespace }: { model: ThreadModel; node: string; state: StateView | undefined; namespace?: string }) {
  const [values, setValues] = useState<Json>();
  const [round, setRound] = useState(0);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isObject(values) && (await model.act(() => api.edit(model.id, { values, asNode: node.split("/").at(-1), namespace }), "The state was changed."))) {
      setValues(undefined);
      setRound(round + 1);
    }
  };

  const take = (name: string) => {
    const member = state && membersOf(state.values).find((candidate) => candidate.name === name);
    const text = member && wholeJson(member.value);
    setValues({ ...(isObject(values) ? values : {}), [name]: text ? (JSON.parse(text) as Json) : null });
    setRound(round + 1);
  };

  const names = state ? membersOf(state.values).map((member) => member.name) : [];
  return (
    <details class="edit">
      <summary>Change the state as {node}</summary>
      <form onSubmit={submit}>
        {names.length > 0 && (
          <Choice label="Begin with" value="" onChange={take}>
            <option value="">a channel…</option>
            {names.map((name) => <option key={name}>{name}</option>)}
          </Choice>
        )}
        <JsonField key={round} label="Values by channel" value={values} help='For example {"draft": "shorter"}. Reducers apply, as they do to what a node writes.' onChange={setValues} />
        <button type="submit" disabled={!isObject(values)}>Write</button>
      </form>
    </details>
  );
}
