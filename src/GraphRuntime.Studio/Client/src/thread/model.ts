import { batch, signal } from "@preact/signals";
import { api } from "../api/api";
import type { SessionView, StepCommand, ThreadEvent } from "../api/debugging";
import { attempt, messageOf, notice } from "../shell/notice";
import type { Json } from "../values/json";
import { Activity } from "./activity";
import { CheckpointHistory } from "./checkpoints";
import { FrameQueue } from "./frames";
import { Loader } from "./loader";
import { Messages } from "./messages";
import { follow } from "./source";

const keptEvents = 500;
const replayedEvents = 1_000;
const eventsPerFrame = 100;
const noSession: SessionView = { version: -1, phase: "none", scope: "", next: [], breakpoints: [] };

/** What the next run starts with; no input while what is typed is no JSON. */
export interface RunDraft {
  readonly graph?: string;
  readonly input?: Json;
  readonly strategy: string;
  readonly debug: "none" | "pause" | "breakpoints";
}

/** A thread as the page knows it: what is loaded, and what its events bring. It lives while a page of the thread is shown. */
export class ThreadModel {
  readonly session = signal<SessionView>(noSession);
  readonly events = signal<readonly ThreadEvent[]>([]);
  readonly connected = signal(true);
  readonly gone = signal(false);
  /** Whether a command was sent and not answered yet: until then another one would be for a state that no one has seen. */
  readonly commanding = signal(false);
  readonly selectedNode = signal<string | undefined>(undefined);
  readonly chosenGraph = signal<string | undefined>(undefined);
  readonly draft = signal<RunDraft>({ strategy: "", debug: "breakpoints" });
  readonly activity = new Activity();
  readonly messages = new Messages();
  readonly thread = new Loader(() => api.thread(this.id));
  readonly state = new Loader(() => api.state(this.id));
  readonly runs = new Loader(() => api.runs(this.id));
  readonly questions = new Loader(() => api.questionsOf(this.id));
  readonly checkpoints: Loader<Awaited<ReturnType<CheckpointHistory["load"]>>>;
  private readonly history: CheckpointHistory;
  private readonly queue = new FrameQueue<ThreadEvent>((events) => this.take(events), eventsPerFrame);
  private stop: () => void = () => undefined;
  private closed = false;
  private chain: Promise<unknown> = Promise.resolve();

  constructor(readonly id: string) {
    this.history = new CheckpointHistory(id);
    this.checkpoints = new Loader(() => this.history.load());
  }

  async open(): Promise<void> {
    let after = 0;
    try {
      const thread = await api.thread(this.id);
      after = Math.max(0, thread.lastEvent - replayedEvents);
    } catch (error) {
      notice.value = { kind: "problem", text: messageOf(error) };
    }

    if (this.closed) {
      return;
    }

    this.stop = follow(this.id, after, {
      onEvent: (event) => this.queue.add(event),
      onSession: (session) => this.takeSession(session),
      onGone: () => { this.gone.value = true; },
      onConnection: (connected) => {
        this.connected.value = connected;
        this.refresh();
      },
    });
  }

  close(): void {
    this.closed = true;
    this.queue.clear();
    this.stop();
  }

  refresh(): void {
    for (const loader of [this.thread, this.state, this.runs, this.questions, this.checkpoints]) {
      loader.refresh();
    }
  }

  /** Sends a command of the debugger. The answer tells that it was taken; events tell where it stopped. */
  async command(send: () => Promise<SessionView>): Promise<void> {
    if (this.commanding.value) {
      return;
    }

    this.commanding.value = true;
    await attempt(async () => {
      const answer = await send();
      if (answer.version > this.session.value.version) {
        this.takeSession(answer);
      }
    });
    this.commanding.value = false;
    this.refresh();
  }

  step(command: StepCommand): Promise<void> {
    return this.command(() => api.command(this.id, command));
  }

  /** Does something to the thread that is no command of the debugger, such as an edit. */
  async act(action: () => Promise<unknown>, done?: string): Promise<boolean> {
    const succeeded = await attempt(action, done);
    this.refresh();
    return succeeded;
  }

  /** Does things one after another, however fast they are asked for. */
  async inOrder(action: () => Promise<unknown>): Promise<void> {
    this.chain = this.chain.then(action);
    await this.chain;
  }

  clearCounts(): void {
    this.activity.clear();
    this.messages.clear();
    this.events.value = [];
  }

  private takeSession(session: SessionView): void {
    this.session.value = session;
    this.refresh();
  }

  private take(events: readonly ThreadEvent[]): void {
    batch(() => {
      for (const event of events) {
        this.activity.take(event);
      }

      this.messages.take(events.filter((event) => event.kind === "messages"));
      this.events.value = [...this.events.value, ...events].slice(-keptEvents);
    });
    if (events.some((event) => event.kind === "lifecycle" && (event.data as { event?: string } | null)?.event === "rolled_back")) {
      this.history.forget();
    }

    // Tokens change nothing that is loaded.
    if (events.some((event) => event.kind !== "messages" && event.kind !== "custom")) {
      this.refresh();
    }
  }
}
