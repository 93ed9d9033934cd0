import { signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Address } from "../api/api";

const retryAfter = 1_000;
const cut = "The connection is cut; the page goes on when the server is back.";

/** A list of the server that is sent whenever it changes, while it is shown. After a cut connection it is sent again as it is then. */
export class LiveList<T> {
  readonly value = signal<T | undefined>(undefined);
  readonly problem = signal("");
  private source: EventSource | undefined;
  private timer: number | undefined;

  constructor(private readonly address: string) {}

  start(): () => void {
    this.open();
    return () => {
      window.clearTimeout(this.timer);
      this.source?.close();
    };
  }

  private open(): void {
    const source = new EventSource(this.address);
    this.source = source;
    source.addEventListener("list", (message) => {
      this.value.value = JSON.parse(message.data as string) as T;
      this.problem.value = "";
    });
    source.addEventListener("problem", (message) => {
      this.problem.value = (JSON.parse(message.data as string) as { detail?: string }).detail ?? "The list cannot be read.";
    });
    source.onerror = () => {
      // The browser's own repetition stops at the first refusal, which a server that restarts may well give.
      source.close();
      this.problem.value = cut;
      this.timer = window.setTimeout(() => this.open(), retryAfter);
    };
  }
}

export function useLive<T>({ address }: Address<T>): { value: T | undefined; problem: string } {
  const list = useMemo(() => new LiveList<T>(address), [address]);
  useEffect(() => list.start(), [list]);
  return { value: list.value.value, problem: list.problem.value };
}
