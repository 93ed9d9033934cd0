import { signal } from "@preact/signals";
import type { ThreadEvent } from "../api/debugging";
import { type Json, isList, isObject } from "../values/json";

const keptMessages = 50;
const keptCharacters = 20_000;

/** A message as far as it has arrived. */
export interface Message {
  readonly key: string;
  readonly node: string;
  readonly text: string;
  readonly pieces: number;
}

/** The messages and tokens that nodes emit, the newest last; a message is one text, however many pieces it comes in. */
export class Messages {
  readonly list = signal<readonly Message[]>([]);

  clear(): void {
    this.list.value = [];
  }

  take(events: readonly ThreadEvent[]): void {
    const all = new Map(this.list.value.map((message) => [message.key, message]));
    for (const event of events) {
      const data = event.data as { node?: string; id?: string; message?: Json } | null;
      const key = `${event.runId} ${event.namespace ?? ""} ${data?.id ?? ""}`;
      const soFar = all.get(key);
      const text = (soFar?.text ?? "") + (event.cut ? "[too large to show]" : textOf(data?.message ?? ""));
      all.set(key, { key, node: [...event.path, data?.node ?? ""].join("/"), text: text.slice(-keptCharacters), pieces: (soFar?.pieces ?? 0) + 1 });
    }

    if (events.length > 0) {
      this.list.value = [...all.values()].slice(-keptMessages);
    }
  }
}

/** The text of a message in the forms that chat libraries give it; anything else is shown as JSON. */
export function textOf(message: Json): string {
  if (typeof message === "string") {
    return message;
  }

  if (isList(message)) {
    return message.map(textOf).join("");
  }

  if (isObject(message)) {
    for (const name of ["text", "Text", "content", "Content", "contents", "Contents"]) {
      const found = message[name];
      if (typeof found === "string" || isList(found)) {
        return textOf(found);
      }
    }
  }

  return JSON.stringify(message);
}
