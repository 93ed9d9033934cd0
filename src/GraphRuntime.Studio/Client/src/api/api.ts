import type { Breakpoint, BreakpointDraft, Operations, SessionView, StepCommand } from "./debugging";
import { get, part, post, put, remove, streamAddress } from "./http";
import type { CheckpointView, GraphView, Page, QuestionView, RunView, ServerInfo, StateView, ThreadStatus, ThreadView } from "./threads";
import type { Difference, ValuePart } from "./values";

const thread = (id: string, below = "") => `threads/${part(id)}${below}`;

/** The requests that the page makes, by what they are about. Only this file knows addresses. */
export const api = {
  info: () => get<ServerInfo>("info"),
  graphs: () => get<Page<GraphView>>("graphs"),
  check: (expression: string, threadId?: string) => post<{ valid: true; value?: boolean | null }>("expressions", { expression, threadId }),

  thread: (id: string) => get<ThreadView & { queue: { running?: string | null; pending: readonly string[] }; session: SessionView }>(thread(id)),
  createThread: (threadId?: string) => post<ThreadView>("threads", { threadId }),
  deleteThread: (id: string) => remove(thread(id)),
  prune: (id: string, keepLatest: number) => post<{ deleted: number }>(thread(id, "/prune"), { keepLatest, keepPaused: true }),

  runs: (id: string, offset = 0, limit = 100) => get<Page<RunView>>(thread(id, "/runs"), { offset, limit }),
  startRun: (id: string, run: StartRun) => post<{ runId: string }>(thread(id, "/runs"), run),
  deleteRun: (id: string, runId: string) => remove(thread(id, `/runs/${part(runId)}`)),
  cancel: (id: string, runId?: string) => post<{ runIds: string[] }>(thread(id, "/cancel"), runId ? { runId } : { scope: "all" }),

  checkpoints: (id: string, before?: number, limit = 500) => get<Page<CheckpointView>>(thread(id, "/checkpoints"), { before, limit }),
  state: (id: string, checkpoint?: number, signal?: AbortSignal) => get<StateView>(thread(id, "/state"), { checkpoint }, signal),
  valuePart: (id: string, query: PartQuery) => get<ValuePart>(thread(id, "/state/value"), { ...query }),
  diff: (id: string, from: number, to: number) => get<Difference>(thread(id, "/diff"), { from, to }),
  edit: (id: string, edit: { values?: unknown; asNode?: string; checkpoint?: number; namespace?: string }) => post<{ checkpointId: number }>(thread(id, "/state"), edit),
  skip: (id: string, node?: string) => post<{ checkpointId: number }>(thread(id, "/skip"), { node }),
  setNext: (id: string, nodes: readonly string[], namespace?: string) => post<{ checkpointId: number }>(thread(id, "/next"), { nodes, namespace }),
  fork: (id: string, checkpoint: number) => post<{ checkpointId: number }>(thread(id, "/fork"), { checkpoint }),
  rerun: (id: string, checkpoint: number, input?: unknown) => post<{ runId: string }>(thread(id, "/rerun"), { checkpoint, input }),

  questionsOf: (id: string) => get<Page<QuestionView>>(thread(id, "/questions")),
  answer: (id: string, answers: Record<string, unknown>) => post<{ runId: string }>(thread(id, "/answers"), { answers }),

  session: (id: string) => get<SessionView>(thread(id, "/session")),
  command: (id: string, command: StepCommand) => post<SessionView>(thread(id, "/session"), { command }),
  runTo: (id: string, node: string) => post<SessionView>(thread(id, "/session"), { command: "runTo", node }),
  addBreakpoint: (id: string, draft: BreakpointDraft) => post<Breakpoint>(thread(id, "/breakpoints"), draft),
  changeBreakpoint: (id: string, key: string, draft: BreakpointDraft) => put<Breakpoint>(thread(id, `/breakpoints/${part(key)}`), draft),
  removeBreakpoint: (id: string, key: string) => remove(thread(id, `/breakpoints/${part(key)}`)),
};

/** Addresses of lists that are sent whenever they change, with what they send. */
export const lists = {
  threads: (status: ThreadStatus | undefined, offset: number, limit: number): Address<Page<ThreadView>> => ({ address: streamAddress("live/threads", { status, offset, limit }) }),
  questions: (offset: number, limit: number): Address<Page<QuestionView>> => ({ address: streamAddress("live/questions", { offset, limit }) }),
  operations: (): Address<Operations> => ({ address: streamAddress("live/operations") }),
};

/** Where a list is; the type says what it has. */
export interface Address<T> {
  readonly address: string;
  readonly sends?: T;
}

export interface StartRun {
  readonly graph?: string;
  readonly input?: unknown;
  readonly strategy?: string;
  readonly debug?: "none" | "pause" | "breakpoints";
}

export interface PartQuery {
  readonly pointer: string;
  readonly checkpoint?: number;
  readonly namespace?: string;
  readonly offset?: number;
  readonly limit?: number;
}
