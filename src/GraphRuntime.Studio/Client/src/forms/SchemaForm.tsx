import { useId } from "preact/hooks";
import { Choice } from "../controls/Choice";
import { type Json, type JsonObject, isList, isObject } from "../values/json";
import { JsonField } from "./JsonField";
import { type Field, type FormMember, fieldOf, starter } from "./schema";

interface FormProps {
  readonly label: string;
  readonly schema: JsonObject | null | undefined;
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
}

/** A form for the value that a JSON schema describes. Without a schema any JSON can be entered. */
export function SchemaForm({ label, schema, value, onChange }: FormProps) {
  const field: Field = schema ? fieldOf(schema, schema) : { kind: "json" };
  return <FieldView label={label} field={field} value={value} root={schema ?? {}} required onChange={onChange} />;
}

interface FieldProps {
  readonly label: string;
  readonly help?: string;
  readonly field: Field;
  readonly value: Json | undefined;
  readonly root: JsonObject;
  readonly required: boolean;
  readonly onChange: (value: Json | undefined) => void;
}

function FieldView(props: FieldProps) {
  const { label, help, field, value, onChange } = props;
  switch (field.kind) {
    case "object":
      return <ObjectField {...props} members={field.members} />;
    case "list":
      return <ListField {...props} field={field} />;
    case "json":
      return <JsonField label={label} value={value} onChange={onChange} />;
    case "boolean":
      return <label class="field check"><input type="checkbox" checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} /> {label}<Help text={help} /></label>;
    case "choice":
      return (
        <Choice label={label} value={field.options.findIndex((option) => option === value)} onChange={(chosen) => onChange(field.options[Number(chosen)])}>
          {field.options.map((option, index) => <option key={index} value={index}>{option === null ? "none" : String(option)}</option>)}
        </Choice>
      );
    default:
      return <PlainField {...props} kind={field.kind} />;
  }
}

function PlainField({ label, help, kind, value, required, onChange }: FieldProps & { kind: "text" | "number" | "integer" }) {
  const id = useId();
  const text = value === undefined || value === null ? "" : String(value);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <Help text={help} />
      {kind === "text" ? (
        <textarea id={id} rows={Math.min(8, text.split("\n").length)} value={text} onInput={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <input id={id} type="number" step={kind === "integer" ? 1 : "any"} value={text} onInput={(event) => onChange(numberOf(event.currentTarget.value, required))} />
      )}
    </div>
  );
}

function ObjectField({ label, help, value, root, onChange, members }: FieldProps & { members: readonly FormMember[] }) {
  const current = isObject(value) ? value : {};
  return (
    <fieldset class="field">
      <legend>{label}</legend>
      <Help text={help} />
      {members.map((member) => (
        <FieldView key={member.name} label={member.title} help={member.help} field={member.field} value={current[member.name]} root={root} required={member.required}
          onChange={(changed) => onChange(replaced(current, member.name, changed))} />
      ))}
    </fieldset>
  );
}

function ListField({ label, help, value, root, onChange, field }: FieldProps & { field: Extract<Field, { kind: "list" }> }) {
  const items = isList(value) ? value : [];
  return (
    <fieldset class="field">
      <legend>{label}</legend>
      <Help text={help} />
      {items.map((item, index) => (
        <div class="item" key={index}>
          <FieldView label={`${label} ${index + 1}`} field={field.item} value={item} root={root} required onChange={(changed) => onChange(items.map((old, at) => (at === index ? (changed ?? null) : old)))} />
          <button type="button" aria-label={`Remove ${label} ${index + 1}`} onClick={() => onChange(items.filter((_, at) => at !== index))}>×</button>
        </div>
      ))}
      <button type="button" onClick={() => onChange([...items, starter(field.itemSchema, root, 1)])}>Add an item</button>
    </fieldset>
  );
}

function Help({ text }: { text?: string }) {
  return text ? <span class="help">{text}</span> : null;
}

function replaced(value: JsonObject, name: string, member: Json | undefined): JsonObject {
  const { [name]: _, ...others } = value;
  return member === undefined ? others : { ...others, [name]: member };
}

/** An empty box is no number: a member that may be missing is left out, and one that must be there is `null`, which the server refuses with a reason. */
function numberOf(text: string, required: boolean): Json | undefined {
  return text === "" ? (required ? null : undefined) : Number(text);
}
