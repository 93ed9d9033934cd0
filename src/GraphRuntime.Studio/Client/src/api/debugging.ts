import type { RunView } from "./threads";

export type StepCommand = "pause" | "resume" | "stepOver" | "stepInto" | "stepOut" | "stepBack";

export interface SessionView {
  readonly version: number;
  readonly phase: "none" | "running" | "stopping" | "paused" | "finished" | "failed";
  readonly command?: string | null;
  readonly runId?: string | null;
  readonly scope: string;
  readonly next: readonly string[];
  readonly checkpointId?: number | null;
  readonly stop?: Stop | null;
  readonly breakpoints: readonly Breakpoint[];
}

export interface Stop {
  readonly reason: string;
  readonly path?: string | null;
  readonly breakpointId?: string | null;
  readonly message?: string | null;
}

export interface NodeBreakpoint {
  readonly kind: "node";
  readonly path: string;
  readonly when?: "before" | "after";
  readonly condition?: string | null;
  readonly hitCount?: number;
  readonly enabled?: boolean;
}

export interface ChannelBreakpoint {
  readonly kind: "channel";
  readonly channel: string;
  readonly path?: string;
  readonly condition?: string | null;
  readonly hitCount?: number;
  readonly enabled?: boolean;
}

export type BreakpointDraft = NodeBreakpoint | ChannelBreakpoint;

export type Breakpoint = BreakpointDraft & { readonly id: string; readonly hits: number; readonly problem?: string | null };

/** One stored event of a thread. */
export interface ThreadEvent {
  readonly number: number;
  readonly runId: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly path: readonly string[];
  readonly at?: string;
  readonly data: unknown;
  readonly cut?: boolean;
  readonly bytes?: number;
}

export interface Count {
  readonly count: number;
  readonly more: boolean;
}

export interface Operations {
  readonly time: string;
  readonly health: {
    readonly owner: string;
    readonly started: boolean;
    readonly draining: boolean;
    readonly activeRuns: number;
    readonly maxConcurrentRuns: number;
    readonly waitingGraphs: readonly string[];
    readonly lastStoreContact?: string | null;
    readonly storeProblem?: string | null;
  };
  readonly threads: Readonly<Record<"idle" | "busy" | "interrupted" | "error", Count>>;
  readonly busy: readonly BusyThread[];
  readonly stuck: readonly { readonly threadId: string; readonly runId: string; readonly since: string; readonly why: string }[];
}

export interface BusyThread {
  readonly threadId: string;
  readonly graph?: string | null;
  readonly running?: RunView | null;
  readonly pending: readonly string[];
  readonly owner?: string | null;
  readonly leaseUntil?: string | null;
  readonly epoch?: number | null;
}
