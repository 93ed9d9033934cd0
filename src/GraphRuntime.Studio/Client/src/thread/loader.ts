import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { messageOf } from "../shell/notice";

const pause = 200;

/**
 * Data of the server that goes stale with events. It is loaded while a view shows it: one request at a time, and one more at the end
 * for everything that happened meanwhile, so a run with hundreds of events leads to a few requests a second.
 */
export class Loader<T> {
  readonly value = signal<T | undefined>(undefined);
  readonly problem = signal("");
  private users = 0;
  private working = false;
  private stale = true;

  constructor(private readonly load: () => Promise<T>) {}

  use(): () => void {
    this.users++;
    this.refresh();
    return () => {
      this.users--;
    };
  }

  refresh(): void {
    this.stale = true;
    if (!this.working && this.users > 0) {
      void this.work();
    }
  }

  private async work(): Promise<void> {
    this.working = true;
    while (this.stale && this.users > 0) {
      this.stale = false;
      try {
        this.value.value = await this.load();
        this.problem.value = "";
      } catch (error) {
        this.problem.value = messageOf(error);
      }

      await new Promise((resolve) => setTimeout(resolve, pause));
    }

    this.working = false;
  }
}

/** Keeps data loaded while a component is in the page. */
export function useLoaded<T>(loader: Loader<T>): T | undefined {
  useEffect(() => loader.use(), [loader]);
  return loader.value.value;
}
