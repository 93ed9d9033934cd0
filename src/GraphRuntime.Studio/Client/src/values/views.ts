import type { Member, ValueView } from "../api/values";
import { type Json, cut, isList } from "./json";

const depthLimit = 40;

/** JSON of an event in the form that trees show. */
export function viewOf(value: Json, depth = 0): ValueView {
  if (value === null) {
    return { kind: "null" };
  }

  switch (typeof value) {
    case "boolean":
      return { kind: "boolean", value };
    case "number":
      return { kind: "number", text: String(value) };
    case "string":
      return { kind: "string", text: value, length: value.length };
    default:
      break;
  }

  if (isList(value)) {
    return { kind: "array", count: value.length, items: depth < depthLimit ? value.map((item) => viewOf(item, depth + 1)) : null };
  }

  const members = Object.entries(value);
  return { kind: "object", count: members.length, members: depth < depthLimit ? members.map(([name, item]) => ({ name, value: viewOf(item, depth + 1) })) : null };
}

/** What is below a value and was sent with it. */
export function membersOf(value: ValueView): readonly Member[] {
  switch (value.kind) {
    case "array":
      return (value.items ?? []).map((item, index) => ({ name: String(index), value: item }));
    case "object":
      return value.members ?? [];
    default:
      return [];
  }
}

export function isBranch(value: ValueView): value is Extract<ValueView, { count: number }> {
  return (value.kind === "array" || value.kind === "object") && value.count > 0;
}

/** A value in one line. */
export function summary(value: ValueView | null | undefined, length = 80): string {
  return value ? cut(write(value, 3), length) : "";
}

/** Text of a value without branches. */
export function leafText(value: ValueView): string {
  switch (value.kind) {
    case "null":
      return "null";
    case "boolean":
      return String(value.value);
    case "number":
    case "string":
      return value.text;
    case "array":
      return "[]";
    case "object":
      return "{}";
  }
}

/** The value as JSON where nothing of it was cut; `undefined` where something is missing. */
export function wholeJson(value: ValueView): string | undefined {
  switch (value.kind) {
    case "string":
      return value.text.length === value.length ? JSON.stringify(value.text) : undefined;
    case "array":
    case "object": {
      const members = membersOf(value);
      const texts = members.map((member) => wholeJson(member.value));
      if (members.length < value.count || texts.includes(undefined)) {
        return undefined;
      }

      return value.kind === "array" ? `[${texts.join(",")}]` : `{${members.map((member, index) => `${JSON.stringify(member.name)}:${texts[index]}`).join(",")}}`;
    }
    default:
      return leafText(value);
  }
}

/** A name as a part of a JSON pointer (RFC 6901). */
export function pointerPart(name: string): string {
  return `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function write(value: ValueView, depth: number): string {
  if (value.kind === "string") {
    return depth === 3 ? value.text : `"${cut(value.text, 60)}"`;
  }

  if (!isBranch(value)) {
    return leafText(value);
  }

  const [open, close] = value.kind === "array" ? ["[", "]"] : ["{ ", " }"];
  const members = depth > 0 ? membersOf(value).slice(0, 8) : [];
  const texts = members.map((member) => (value.kind === "array" ? "" : `${cut(member.name, 40)}: `) + write(member.value, depth - 1));
  return open + texts.join(", ") + (members.length < value.count ? (members.length ? ", …" : "…") : "") + close;
}
