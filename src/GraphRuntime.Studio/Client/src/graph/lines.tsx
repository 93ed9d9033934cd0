import type { Line, Point } from "./model";

/** The edges of a graph. Screen readers get them from the description of a node. */
export function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <g aria-hidden="true" class="lines">
      {lines.map((line) => (
        <g key={line.key} class={line.conditional ? "line conditional" : "line"}>
          <path d={curve(line.points)} marker-end="url(#arrow)" />
          {line.label && line.labelAt && <text x={line.labelAt.x} y={line.labelAt.y + 4}>{line.label}</text>}
        </g>
      ))}
    </g>
  );
}

/** A smooth line: straight pieces between the middles of its points, with each point as the handle of a curve. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (!first || !last) {
    return "";
  }

  let path = `M${at(first)}`;
  rest.forEach((point, index) => {
    const following = rest[index + 1] ?? last;
    const end = index === rest.length - 1 ? last : { x: (point.x + following.x) / 2, y: (point.y + following.y) / 2 };
    path += `Q${at(point)} ${at(end)}`;
  });
  return rest.length === 0 ? `${path}L${at(last)}` : path;
}

function at(point: Point): string {
  return `${point.x.toFixed(1)},${point.y.toFixed(1)}`;
}
