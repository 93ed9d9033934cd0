import { type Json, type JsonObject, isList, isObject } from "../values/json";

const deepest = 6;

/** How a form asks for a value; `json` is text for whatever has no control of its own. */
export type Field =
  | { readonly kind: "text" | "number" | "integer" | "boolean" | "json" }
  | { readonly kind: "choice"; readonly options: readonly Json[] }
  | { readonly kind: "list"; readonly item: Field; readonly itemSchema: JsonObject }
  | { readonly kind: "object"; readonly members: readonly FormMember[] };

export interface FormMember {
  readonly name: string;
  readonly title: string;
  readonly help?: string;
  readonly required: boolean;
  readonly field: Field;
  readonly schema: JsonObject;
}

/** The controls for a JSON schema. A schema that a form cannot express, such as a union of objects, is asked for as JSON. */
export function fieldOf(schema: Json | undefined, root: JsonObject, depth = 0): Field {
  const resolved = resolve(schema, root);
  if (!resolved || depth > deepest) {
    return { kind: "json" };
  }

  if (isList(resolved.enum)) {
    return { kind: "choice", options: resolved.enum };
  }

  switch (typeOf(resolved)) {
    case "string":
      return { kind: "text" };
    case "integer":
      return { kind: "integer" };
    case "number":
      return { kind: "number" };
    case "boolean":
      return { kind: "boolean" };
    case "array": {
      const itemSchema = resolve(resolved.items, root);
      return itemSchema ? { kind: "list", item: fieldOf(itemSchema, root, depth + 1), itemSchema } : { kind: "json" };
    }
    case "object":
      return isObject(resolved.properties) ? { kind: "object", members: membersOf(resolved, root, depth) } : { kind: "json" };
    default:
      return { kind: "json" };
  }
}

/** A value to begin with: the schema's own example or default, otherwise the smallest that fits. */
export function starter(schema: Json | undefined, root: JsonObject, depth = 0): Json {
  const resolved = resolve(schema, root);
  if (!resolved || depth > deepest) {
    return null;
  }

  if (isList(resolved.examples) && resolved.examples[0] !== undefined) {
    return resolved.examples[0];
  }

  if (resolved.default !== undefined) {
    return resolved.default;
  }

  const field = fieldOf(resolved, root, depth);
  switch (field.kind) {
    case "choice":
      return field.options[0] ?? null;
    case "text":
      return "";
    case "number":
    case "integer":
      return 0;
    case "boolean":
      return false;
    case "list":
      return [];
    case "object":
      return startersOf(field.members, root, depth);
    case "json":
      return null;
  }
}

/** At the top every member is shown, since nothing is required of an input; below, those that must be there. A value that has no suggestion is left out. */
function startersOf(members: readonly FormMember[], root: JsonObject, depth: number): JsonObject {
  const pairs = members.filter((member) => member.required || depth === 0).map((member): [string, Json] => [member.name, starter(member.schema, root, depth + 1)]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== null));
}

function membersOf(schema: JsonObject, root: JsonObject, depth: number): FormMember[] {
  const required = isList(schema.required) ? schema.required : [];
  return Object.entries(isObject(schema.properties) ? schema.properties : {}).map(([name, member]) => {
    const resolved = resolve(member, root) ?? {};
    return {
      name,
      title: typeof resolved.title === "string" ? resolved.title : name,
      help: typeof resolved.description === "string" ? resolved.description : undefined,
      required: required.includes(name),
      field: fieldOf(resolved, root, depth + 1),
      schema: resolved,
    };
  });
}

/** Follows references within the document. One that leads in a circle, or nowhere, has no form. */
function resolve(schema: Json | undefined, root: JsonObject): JsonObject | undefined {
  let current = schema;
  for (let step = 0; step < 10 && isObject(current) && typeof current.$ref === "string"; step++) {
    current = at(root, current.$ref);
  }

  return isObject(current) && current.$ref === undefined ? current : undefined;
}

function at(root: JsonObject, reference: string): Json | undefined {
  if (!reference.startsWith("#")) {
    return undefined;
  }

  let current: Json | undefined = root;
  for (const part of reference.slice(1).split("/").filter(Boolean)) {
    const name = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    current = isObject(current) ? current[name] : isList(current) ? current[Number(name)] : undefined;
  }

  return current;
}

/** The type of a schema without `null`; a schema of several types has none. */
function typeOf(schema: JsonObject): string | undefined {
  const types = (isList(schema.type) ? schema.type : [schema.type]).filter((type) => type !== "null");
  if (types.length === 1 && typeof types[0] === "string") {
    return types[0];
  }

  return types.length === 0 || types[0] === undefined ? (isObject(schema.properties) ? "object" : undefined) : undefined;
}
