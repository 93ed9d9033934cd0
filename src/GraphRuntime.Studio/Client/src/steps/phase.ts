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
      return `Paused${at(stands(session) ? session.stop : undefined, session.next)}`;
    case "finished":
      return session.stop?.message ? `Finished: ${session.stop.message}` : "Finished.";
    case "failed":
      return `Failed${session.stop?.path ? ` in ${session.stop.path}` : ""}: ${session.stop?.message ?? "see the errors below"}`;
    case "none":
      return idleText(thread, state);
  }
}

/** Whether the reason of a stop still holds: after an edit another node may be next. A stop after a node, or on a change, names what has run. */
function stands({ stop, next, breakpoints }: SessionView): boolean {
  const breakpoint = breakpoints.find((candidate) => candidate.id === stop?.breakpointId);
  const before = breakpoint === undefined || (breakpoint.kind === "node" && breakpoint.when !== "after");
  return !stop?.path || !before || next.includes(stop.path);
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
