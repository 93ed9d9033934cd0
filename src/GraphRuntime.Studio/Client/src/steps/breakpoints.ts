import { api } from "../api/api";
import type { Breakpoint, SessionView } from "../api/debugging";
import type { ThreadModel } from "../thread/model";

export function breakpointOf(session: SessionView, path: string): "" | "on" | "off" {
  const all = session.breakpoints.filter((candidate) => candidate.kind === "node" && candidate.path === path);
  return all.length === 0 ? "" : all.some((candidate) => candidate.enabled !== false) ? "on" : "off";
}

/** A press on a node: sets a breakpoint before it, or removes all that it has. */
export function toggleBreakpoint(model: ThreadModel, path: string): Promise<void> {
  // One press after another, each for what the one before it left: a double click would set two otherwise.
  return model.inOrder(() => model.act(async () => {
    const { breakpoints } = await api.session(model.id);
    const found = breakpoints.filter((candidate) => candidate.kind === "node" && candidate.path === path);
    if (found.length === 0) {
      await api.addBreakpoint(model.id, { kind: "node", path, when: "before" });
    }

    for (const breakpoint of found) {
      await api.removeBreakpoint(model.id, breakpoint.id);
    }
  }));
}

/** A breakpoint in words. */
export function describe(breakpoint: Breakpoint): string {
  const place = breakpoint.kind === "node" ? `${breakpoint.when ?? "before"} ${breakpoint.path}` : `change of ${breakpoint.path ? `${breakpoint.path}: ` : ""}${breakpoint.channel}`;
  const condition = breakpoint.condition ? `, if ${breakpoint.condition}` : "";
  const hits = (breakpoint.hitCount ?? 1) > 1 ? `, from hit ${breakpoint.hitCount}` : "";
  return place + condition + hits;
}
