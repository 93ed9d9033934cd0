import type { ValueView } from "./values";
import type { JsonObject } from "../values/json";

export interface Page<T> {
  readonly items: readonly T[];
  readonly hasMore: boolean;
}

export interface ServerInfo {
  readonly version: string;
  readonly readOnly: boolean;
  readonly owner: string;
  readonly time: string;
  readonly graphs: readonly string[];
  readonly features: readonly string[];
}

export interface GraphView {
  readonly name: string;
  readonly outline: Outline;
  readonly channels: readonly string[];
  readonly inputSchema?: JsonObject | null;
}

export interface Outline {
  readonly nodes: readonly NodeView[];
  readonly edges: readonly EdgeView[];
}

export interface NodeView {
  readonly name: string;
  readonly path: string;
  readonly subgraph?: Outline | null;
}

export interface EdgeView {
  readonly from: string;
  readonly to: string;
  readonly label?: string | null;
  readonly conditional: boolean;
}

export type ThreadStatus = "idle" | "busy" | "interrupted" | "error";

export interface ThreadView {
  readonly threadId: string;
  readonly status: ThreadStatus;
  readonly graph?: string | null;
  readonly pause?: { readonly reason: string; readonly questionIds: readonly string[] } | null;
  readonly metadata?: JsonObject;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lastEvent: number;
}

export interface RunView {
  readonly runId: string;
  readonly graph?: string | null;
  readonly status: string;
  readonly reason?: string | null;
  readonly strategy?: string | null;
  readonly sequence?: number | null;
  readonly attempt?: number;
  readonly createdAt?: string | null;
  readonly notBefore?: string | null;
  readonly startedAt?: string | null;
  readonly finishedAt?: string | null;
  readonly error?: string | null;
  readonly removed?: boolean;
  readonly removal?: Removal | null;
  readonly studio?: string | null;
  readonly input?: ValueView | null;
  readonly owner?: string | null;
  readonly leaseUntil?: string | null;
  readonly mergedFrom?: readonly { readonly runId: string; readonly createdAt: string; readonly input?: ValueView | null }[];
  readonly displacedBy?: string | null;
  readonly waitedFor?: readonly string[];
  readonly displaced?: readonly { readonly runId: string; readonly outcome: string }[];
  readonly facts?: readonly RunFact[];
  readonly why: string;
}

/** What went with a run that was removed. */
export interface Removal {
  readonly removedAt: string;
  readonly removedBy?: string | null;
  readonly caller?: string | null;
  readonly checkpoints: number;
  readonly writes: number;
  readonly events: number;
}

export interface RunFact {
  readonly number: number;
  readonly at: string;
  readonly event: string;
  readonly attempt?: number | null;
  readonly reason?: string | null;
  readonly status?: string | null;
  readonly error?: string | null;
}

export interface CheckpointView {
  readonly id: number;
  readonly parentId?: number | null;
  readonly step: number;
  readonly source: string;
  readonly createdAt: string;
  readonly runId?: string | null;
  readonly next: readonly string[];
  readonly isHead: boolean;
  readonly studio?: string | null;
}

export interface StateView {
  readonly threadId: string;
  readonly graph: string;
  readonly checkpointId?: number | null;
  readonly parentId?: number | null;
  readonly namespace: string;
  readonly path: readonly string[];
  readonly step?: number | null;
  readonly source?: string | null;
  readonly createdAt?: string | null;
  readonly runId?: string | null;
  readonly next: readonly string[];
  readonly nextPaths: readonly string[];
  readonly values: ValueView;
  readonly bytes: number;
  readonly changed: readonly string[];
  readonly tasks: readonly TaskView[];
}

export interface TaskView {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly error?: string | null;
  readonly isFinished: boolean;
  readonly wasHandled: boolean;
  readonly writes?: ValueView | null;
  readonly questions: readonly QuestionView[];
  readonly subgraph?: StateView | null;
  readonly namespace?: string | null;
}

export interface QuestionView {
  readonly threadId: string;
  readonly graph?: string | null;
  readonly id: string;
  readonly node: string;
  readonly value: ValueView;
  readonly schema?: JsonObject | null;
  readonly answerable: boolean;
}
