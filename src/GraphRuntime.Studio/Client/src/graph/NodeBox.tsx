import type { Signal } from "@preact/signals";
import type { NodeActivity } from "../thread/activity";
import { milliseconds } from "../values/times";
import type { Box } from "./model";

interface Marks {
  readonly breakpoint: "" | "on" | "off";
  readonly next: boolean;
  readonly stoppedAt: boolean;
}

export interface NodeActions {
  readonly press: (path: string) => void;
  readonly focus: (path: string) => void;
  readonly toggle: (path: string) => void;
}

interface Props extends Marks {
  readonly box: Box;
  readonly activity: Signal<NodeActivity>;
  readonly selected: boolean;
  readonly reachable: boolean;
  readonly actions: NodeActions;
}

/**
 * A node of the graph. It reads the signal of its own activity, so an event redraws this node and no other. Its properties are plain
 * values, or the same objects every time: where none changes, a node is not drawn again with the graph.
 */
export function NodeBox(marks: Props) {
  const { box, activity, actions } = marks;
  const now = activity.value;
  const status = statusOf(now, marks);
  const classes = ["node", status.kind, box.expanded && "expanded", marks.selected && "selected", marks.stoppedAt && "stopped"].filter(Boolean).join(" ");
  const middle = box.width / 2;
  // The status is beside the button and not in it: a button is called what it shows, and that is the path.
  return (
    <g class={classes} transform={`translate(${box.x} ${box.y})`}>
      <g class="press" role="button" tabindex={marks.reachable ? 0 : -1} data-path={box.path} aria-label={box.path} aria-pressed={marks.breakpoint === "on"}
        aria-expanded={box.expandable ? box.expanded : undefined} aria-description={describe(status.text, marks)}
        onClick={() => actions.press(box.path)} onFocus={() => actions.focus(box.path)} onDblClick={() => box.expandable && actions.toggle(box.path)}>
        <title>{box.path}</title>
        <rect class="frame" width={box.width} height={box.height} rx="8" />
        <text class="name" x={box.expanded ? 12 : middle} y={box.expanded ? 20 : status.text ? 19 : 28} text-anchor={box.expanded ? "start" : "middle"}>{box.name}</text>
      </g>
      <g class="beside" aria-hidden="true">
        {marks.breakpoint && <circle class={`breakpoint ${marks.breakpoint}`} cx="0" cy={box.expanded ? 15 : box.height / 2} r="6" />}
        {box.expandable && !box.expanded && <text class="status" x={box.width - 16} y="19">▸</text>}
        <text class="status" x={box.expanded ? box.width - 10 : middle} y={box.expanded ? 20 : 36} text-anchor={box.expanded ? "end" : "middle"}>{status.text}</text>
      </g>
    </g>
  );
}

function statusOf(now: NodeActivity, marks: Marks): { kind: string; text: string } {
  const done = now.finished > 0 ? `${now.finished}× · ${milliseconds(now.time)}` : "";
  if (now.failed) {
    return { kind: "failed", text: "✕ failed" };
  }

  if (now.running > 0) {
    return { kind: "running", text: now.running > 1 ? `▶ ${now.running} running` : "▶ running" };
  }

  if (marks.next) {
    return { kind: "next", text: done ? `❚❚ next · ${done}` : "❚❚ next" };
  }

  return { kind: done ? "done" : "", text: done && `✓ ${done}` };
}

function describe(status: string, marks: Marks): string {
  return [status, marks.breakpoint && `breakpoint ${marks.breakpoint}`, marks.stoppedAt && "stopped here"].filter(Boolean).join(", ");
}
