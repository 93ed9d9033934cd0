import { useId, useState } from "preact/hooks";
import { type Json, parse } from "../values/json";

interface Props {
  readonly label: string;
  readonly value: Json | undefined;
  readonly rows?: number;
  readonly help?: string;
  /** The value, or `undefined` while the text is no JSON. */
  readonly onChange: (value: Json | undefined) => void;
}

/** A box for any JSON. What is typed stays as it is typed; what is wrong with it is said below. */
export function JsonField({ label, value, rows = 4, help, onChange }: Props) {
  const id = useId();
  const [text, setText] = useState(() => (value === undefined ? "" : JSON.stringify(value, null, 2)));
  const parsed = text.trim() === "" ? undefined : parse(text);
  const problem = parsed?.problem;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea id={id} class="code" rows={rows} spellcheck={false} value={text} aria-invalid={problem !== undefined} aria-describedby={problem || help ? `${id}-note` : undefined}
        onInput={(event) => {
          setText(event.currentTarget.value);
          const read = parse(event.currentTarget.value);
          onChange("value" in read ? read.value : undefined);
        }} />
      {(problem || help) && <span id={`${id}-note`} class={problem ? "problem" : "help"}>{problem ?? help}</span>}
    </div>
  );
}
