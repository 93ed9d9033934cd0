import { signal, type Signal } from "@preact/signals";
import type { ThreadEvent } from "../api/debugging";

/** What a node has done since the events that the page has begin. */
export interface NodeActivity {
  readonly running: number;
  readonly finished: number;
  readonly failed: boolean;
  readonly error?: string;
  /** Milliseconds of all finished tasks. */
  readonly time: number;
}

const none: NodeActivity = { running: 0, finished: 0, failed: false, time: 0 };

interface TaskData {
  readonly type?: string;
  readonly node?: string;
  readonly task?: string;
  readonly error?: unknown;
  readonly interrupts?: readonly unknown[];
}

/** Counts and times of nodes by their path, from events of tasks. Each node has a signal of its own: a change redraws one node, not the graph. */
export class Activity {
  private readonly nodes = new Map<string, Signal<NodeActivity>>();
  private readonly started = new Map<string, { path: string; at: number; runId: string }>();

  of(path: string): Signal<NodeActivity> {
    let found = this.nodes.get(path);
    if (!found) {
      found = signal(none);
      this.nodes.set(path, found);
    }

    return found;
  }

  clear(): void {
    this.started.clear();
    for (const node of this.nodes.values()) {
      node.value = none;
    }
  }

  take(event: ThreadEvent): void {
    if (event.kind === "tasks" && typeof event.data === "object" && event.data !== null) {
      this.takeTask(event, event.data as TaskData);
    } else if (event.kind === "lifecycle") {
      this.takeLifecycle(event);
    }
  }

  private takeTask(event: ThreadEvent, data: TaskData): void {
    const path = [...event.path, data.node ?? ""].join("/");
    const key = `${event.runId} ${event.namespace ?? ""} ${data.task ?? ""}`;
    const at = event.at ? Date.parse(event.at) : 0;
    const node = this.of(path);
    if (data.type === "start") {
      this.started.set(key, { path, at, runId: event.runId });
      node.value = { ...node.value, running: this.runningOf(path), failed: false, error: undefined };
      return;
    }

    const begun = this.started.get(key);
    this.started.delete(key);
    const failed = data.error !== undefined && data.error !== null;
    const paused = (data.interrupts?.length ?? 0) > 0;
    node.value = {
      running: this.runningOf(path),
      finished: node.value.finished + (failed || paused ? 0 : 1),
      failed,
      error: failed ? String(data.error) : undefined,
      time: node.value.time + (begun && at ? Math.max(0, at - begun.at) : 0),
    };
  }

  /** A run that ended leaves nothing running, also where the result of a task was never reported. */
  private takeLifecycle(event: ThreadEvent): void {
    const kind = (event.data as { event?: string } | null)?.event;
    if (kind !== "ended" && kind !== "released" && kind !== "rolled_back") {
      return;
    }

    for (const [key, task] of this.started) {
      if (task.runId === event.runId) {
        this.started.delete(key);
        const node = this.of(task.path);
        node.value = { ...node.value, running: this.runningOf(task.path) };
      }
    }
  }

  private runningOf(path: string): number {
    let count = 0;
    for (const task of this.started.values()) {
      count += task.path === path ? 1 : 0;
    }

    return count;
  }
}
