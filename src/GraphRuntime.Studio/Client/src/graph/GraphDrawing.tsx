import type { Signal } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Outline } from "../api/threads";
import type { NodeActivity } from "../thread/activity";
import { Lines } from "./lines";
import { requestLayout } from "./layouts";
import type { Layout } from "./model";
import { type NodeActions, NodeBox } from "./NodeBox";
import { drawn, subgraphsOf } from "./outline";
import { Zoom, useFittingScale } from "./Zoom";

/** Subgraphs of a small graph are open at first; those of a large one are closed. */
const expandedAtFirst = 60;

interface Props {
  readonly outline: Outline;
  readonly nodeCount: number;
  readonly activityOf: (path: string) => Signal<NodeActivity>;
  readonly breakpointOf: (path: string) => "" | "on" | "off";
  readonly next: readonly string[];
  readonly stoppedAt?: string | null;
  readonly selected?: string;
  readonly onSelect: (path: string) => void;
  readonly onPress: (path: string) => void;
}

/** A graph with its subgraphs. It is one stop of the tab key; the arrow keys go through its nodes, open and close subgraphs. */
export function GraphDrawing(props: Props) {
  const { outline, nodeCount, next, stoppedAt, selected, onSelect, onPress } = props;
  const graph = useMemo(() => drawn(outline), [outline]);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(() => new Set(nodeCount <= expandedAtFirst ? subgraphsOf(outline) : []));
  const [layout, setLayout] = useState<Layout>();
  const sheet = useRef<SVGSVGElement>(null);
  const [scale, setScale] = useFittingScale(layout);

  useEffect(() => {
    let current = true;
    void requestLayout(graph, expanded).then((made) => current && setLayout(made));
    return () => { current = false; };
  }, [graph, expanded]);

  // Where the run stopped is scrolled into sight, within the drawing only.
  useEffect(() => {
    const box = layout?.boxes.find((candidate) => candidate.path === stoppedAt);
    const frame = sheet.current?.parentElement;
    if (box && frame && (box.y * scale < frame.scrollTop || (box.y + box.height) * scale > frame.scrollTop + frame.clientHeight)) {
      frame.scrollTop = (box.y + box.height / 2) * scale - frame.clientHeight / 2;
    }
  }, [stoppedAt, layout]);

  const toggle = (path: string, open = !expanded.has(path)) => setExpanded(changed(expanded, path, open));
  const latest = useRef({ onPress, onSelect, toggle });
  latest.current = { onPress, onSelect, toggle };
  const actions = useMemo<NodeActions>(() => ({
    press: (path) => latest.current.onPress(path),
    focus: (path) => latest.current.onSelect(path),
    toggle: (path) => latest.current.toggle(path),
  }), []);

  if (!layout) {
    return <p class="quiet">Drawing the graph…</p>;
  }

  const nodes = layout.boxes.filter((box) => box.kind === "node");
  const reachable = nodes.some((box) => box.path === selected) ? selected : nodes[0]?.path;
  const focus = (index: number) => sheet.current?.querySelectorAll<SVGGElement>("[role=button]")[index]?.focus();

  const onKeyDown = (event: KeyboardEvent) => {
    const at = nodes.findIndex((box) => box.path === (event.target as Element).getAttribute("data-path"));
    const box = nodes[at];
    if (!box) {
      return;
    }

    const parent = nodes.findIndex((other) => other.path === box.path.slice(0, box.path.lastIndexOf("/")));
    const actions: Record<string, () => void> = {
      ArrowDown: () => focus(Math.min(nodes.length - 1, at + 1)),
      ArrowUp: () => focus(Math.max(0, at - 1)),
      Home: () => focus(0),
      End: () => focus(nodes.length - 1),
      ArrowRight: () => (box.expandable && !box.expanded ? toggle(box.path, true) : focus(Math.min(nodes.length - 1, at + 1))),
      ArrowLeft: () => (box.expanded ? toggle(box.path, false) : focus(parent >= 0 ? parent : Math.max(0, at - 1))),
      Enter: () => onPress(box.path),
      " ": () => onPress(box.path),
    };
    const action = actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  };

  return (
    <div class="drawing">
      <Zoom scale={scale} onScale={setScale} />
      <div class="sheet">
        <svg ref={sheet} role="group" aria-label="Graph" width={layout.width * scale} height={layout.height * scale} viewBox={`0 0 ${layout.width} ${layout.height}`} onKeyDown={onKeyDown}>
          <defs>
            <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0,0L8,4L0,8z" /></marker>
          </defs>
          {layout.boxes.filter((box) => box.expanded).map((box) => (
            <rect key={box.path} class="ground" aria-hidden="true" x={box.x} y={box.y} width={box.width} height={box.height} rx="8" />
          ))}
          <Lines lines={layout.lines} />
          {layout.boxes.filter((box) => box.kind !== "node").map((box) => (
            <g key={box.path} aria-hidden="true" class="virtual-node" transform={`translate(${box.x} ${box.y})`}>
              <rect width={box.width} height={box.height} rx={box.height / 2} />
              <text x={box.width / 2} y={box.height / 2 + 4} text-anchor="middle">{box.kind}</text>
            </g>
          ))}
          {nodes.map((box) => (
            <NodeBox key={box.path} box={box} activity={props.activityOf(box.path)} actions={actions} breakpoint={props.breakpointOf(box.path)}
              next={next.includes(box.path) || (!box.expanded && next.some((path) => path.startsWith(`${box.path}/`)))}
              stoppedAt={stoppedAt === box.path} selected={selected === box.path} reachable={reachable === box.path} />
          ))}
        </svg>
      </div>
    </div>
  );
}

function changed(paths: ReadonlySet<string>, path: string, present: boolean): ReadonlySet<string> {
  const copy = new Set(paths);
  if (present) {
    copy.add(path);
  } else {
    copy.delete(path);
  }

  return copy;
}
