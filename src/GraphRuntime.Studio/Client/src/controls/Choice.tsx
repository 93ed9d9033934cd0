import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface Props {
  readonly label: string;
  readonly value: string | number | undefined;
  readonly onChange: (value: string) => void;
  readonly children: ComponentChildren;
}

/** A list to choose from, with its label beside it: in the label, the options would be read as a part of the name. */
export function Choice({ label, value, onChange, children }: Props) {
  const id = useId();
  return (
    <span class="choice">
      <label for={id}>{label}</label> <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>{children}</select>
    </span>
  );
}
