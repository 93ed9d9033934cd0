import { api } from "../api/api";
import type { CheckpointView } from "../api/threads";

const pageSize = 500;

/** All checkpoints of a thread, newest first. Those that are known are not asked for again: ids only grow. */
export class CheckpointHistory {
  private known: readonly CheckpointView[] = [];

  constructor(private readonly thread: string) {}

  /** A rollback takes checkpoints away; everything is read again then. */
  forget(): void {
    this.known = [];
  }

  async load(): Promise<readonly CheckpointView[]> {
    const fresh: CheckpointView[] = [];
    const newest = this.known[0]?.id ?? -1;
    let before: number | undefined;
    for (;;) {
      const page = await api.checkpoints(this.thread, before, pageSize);
      fresh.push(...page.items.filter((item) => item.id > newest));
      before = page.items.at(-1)?.id;
      if (!page.hasMore || before === undefined || before <= newest) {
        break;
      }
    }

    if (fresh.length > 0) {
      this.known = [...fresh, ...this.known.map((item) => (item.isHead ? { ...item, isHead: false } : item))];
    }

    return this.known;
  }
}
