import type { SessionView, Stop } from "../api/debugging";
import type { StateView, ThreadView } from "../api/threads";

/** Where the debugger is, in one sentence. */
export function phaseText(session: SessionView, thread: ThreadView | undefined, state: StateView | undefined): string {
  switch (session.phase) {
    case "running":
      return session.command && session.command !== "run" ? `Running (${words(session.command)})…` : "Running…";
    case "stopping":
      return "Stopping at the last complete superstep…";
    case "paused":
      return isOlder(session, state) ? idleText(thread, state) : `Paused${at(session.stop, session.next)}`;
    case "finished":
      return session.stop?.message ? `Finished: ${session.stop.message}` : "Finished.";
    case "failed":
      return `Failed${session.stop?.path ? ` in ${session.stop.path}` : ""}: ${session.stop?.message ?? "see the errors below"}`;
    case "none":
      return idleText(thread, state);
  }
}

/** Whether the state was edited since the debugger stopped: where it is then, the state says. */
function isOlder(session: SessionView, state: StateView | undefined): boolean {
  return typeof state?.checkpointId === "number" && typeof session.checkpointId === "number" && state.checkpointId > session.checkpointId;
}

function at(stop: Stop | null | undefined, next: readonly string[]): string {
  const place = stop?.path ?? next.join(", ");
  const before = place ? ` before ${place}` : "";
  const detail = stop?.message ? `: ${stop.message}` : ".";
  switch (stop?.reason) {
    case "breakpoint":
      return ` at a breakpoint${stop.path ? `, ${stop.path}` : ""}${detail}`;
    case "question":
      return ` at a question${stop.path ? ` of ${stop.path}` : ""}${detail}`;
    default:
      return `${before}${detail}`;
  }
}

function idleText(thread: ThreadView | undefined, state: StateView | undefined): string {
  if (thread?.status === "busy") {
    return "A run is in flight that this page does not drive.";
  }

  const next = state?.nextPaths ?? [];
  return next.length > 0 ? `Paused before ${next.join(", ")}.` : "Nothing runs.";
}

function words(command: string): string {
  return command.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
