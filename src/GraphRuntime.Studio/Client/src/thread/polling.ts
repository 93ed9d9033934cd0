import { signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { messageOf } from "../shell/notice";

const interval = 2_000;

/** Data about all threads: there is no stream of events for it, so it is asked for every two seconds while it is shown. */
export class Polling<T> {
  readonly value = signal<T | undefined>(undefined);
  readonly problem = signal("");
  private timer: number | undefined;
  private stopped = false;

  constructor(private readonly load: () => Promise<T>) {}

  start(): () => void {
    this.stopped = false;
    void this.poll();
    return () => {
      this.stopped = true;
      window.clearTimeout(this.timer);
    };
  }

  /** Asks at once, after something was done. */
  refresh(): void {
    window.clearTimeout(this.timer);
    void this.poll();
  }

  private async poll(): Promise<void> {
    if (!document.hidden || this.value.value === undefined) {
      try {
        this.value.value = await this.load();
        this.problem.value = "";
      } catch (error) {
        this.problem.value = messageOf(error);
      }
    }

    if (!this.stopped) {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.poll(), interval);
    }
  }
}

export function usePolled<T>(create: () => Polling<T>, inputs: readonly unknown[]): { value: T | undefined; problem: string; refresh: () => void } {
  const polling = useMemo(create, inputs as unknown[]);
  useEffect(() => polling.start(), [polling]);
  return { value: polling.value.value, problem: polling.problem.value, refresh: () => polling.refresh() };
}
