import { computed, signal } from "@preact/signals";
import { api } from "../api/api";
import type { GraphView, ServerInfo } from "../api/threads";
import { messageOf } from "./notice";

const retryAfter = 1_000;

export const server = signal<ServerInfo | undefined>(undefined);
export const graphs = signal<readonly GraphView[]>([]);
export const serverProblem = signal("");
export const readOnly = computed(() => server.value?.readOnly ?? false);

/** Reads what does not change while a server lives; tries until there is an answer. */
export async function connect(): Promise<void> {
  for (;;) {
    try {
      const [info, page] = await Promise.all([api.info(), api.graphs()]);
      graphs.value = page.items;
      server.value = info;
      serverProblem.value = "";
      return;
    } catch (error) {
      serverProblem.value = messageOf(error);
      await new Promise((resolve) => setTimeout(resolve, retryAfter));
    }
  }
}
