import { graphlib, layout as dagre } from "@dagrejs/dagre";
import type { Box, DrawnEdge, DrawnGraph, DrawnNode, Layout, Line, Point } from "./model";

const characterWidth = 7.4;
const nodeHeight = 46;
const captionHeight = 30;
const margin = 14;

/**
 * Lays out a graph and its expanded subgraphs. Each subgraph is laid out alone, and its parent sees one box of that size:
 * so edges may end at a subgraph, which a compound layout does not allow, and the inner order never depends on the outer one.
 */
export function layOut(graph: DrawnGraph, expanded: ReadonlySet<string>): Layout {
  const inner = new Map<string, Layout>();
  const sheet = new graphlib.Graph({ multigraph: true });
  sheet.setGraph({ rankdir: "TB", nodesep: 26, ranksep: 40, edgesep: 14, marginx: margin, marginy: margin });
  for (const node of graph.nodes) {
    sheet.setNode(node.path, sizeOf(node, expanded, inner));
  }

  graph.edges.forEach((edge, index) => addEdge(sheet, edge, index));
  dagre(sheet);
  const boxes: Box[] = [];
  const lines: Line[] = graph.edges.flatMap((edge, index) => lineOf(sheet, edge, index));
  for (const box of graph.nodes.map((node) => boxOf(sheet, node, inner.has(node.path))).sort(inReadingOrder)) {
    boxes.push(box);
    const below = inner.get(box.path);
    if (below) {
      const by = { x: box.x + (box.width - below.width) / 2, y: box.y + captionHeight };
      boxes.push(...below.boxes.map((child) => ({ ...child, x: child.x + by.x, y: child.y + by.y })));
      lines.push(...below.lines.map((line) => moved(line, by)));
    }
  }

  const { width = 0, height = 0 } = sheet.graph() as { width?: number; height?: number };
  return { width: Math.max(width, 0), height: Math.max(height, 0), boxes, lines };
}

function sizeOf(node: DrawnNode, expanded: ReadonlySet<string>, inner: Map<string, Layout>): { width: number; height: number } {
  if (node.kind !== "node") {
    return { width: 64, height: 28 };
  }

  const width = Math.min(240, Math.max(112, shown(node.name).length * characterWidth + 44));
  if (!node.subgraph || !expanded.has(node.path)) {
    return { width, height: nodeHeight };
  }

  const below = layOut(node.subgraph, expanded);
  inner.set(node.path, below);
  return { width: Math.max(width + 90, below.width), height: below.height + captionHeight };
}

function addEdge(sheet: graphlib.Graph, edge: DrawnEdge, index: number): void {
  // An edge to a node that is not drawn would make the layout add a node of its own.
  if (sheet.hasNode(edge.from) && sheet.hasNode(edge.to)) {
    const label = edge.label ? { width: shown(edge.label).length * 6.4 + 8, height: 16, labelpos: "c" } : { width: 0, height: 0 };
    sheet.setEdge(edge.from, edge.to, label, String(index));
  }
}

function lineOf(sheet: graphlib.Graph, edge: DrawnEdge, index: number): Line[] {
  const found = sheet.edge({ v: edge.from, w: edge.to, name: String(index) }) as { points?: Point[]; x?: number; y?: number } | undefined;
  if (!found?.points) {
    return [];
  }

  const labelAt = edge.label && found.x !== undefined && found.y !== undefined ? { x: found.x, y: found.y } : undefined;
  return [{ key: `${edge.from}>${edge.to}>${index}`, points: found.points, label: edge.label && shown(edge.label), labelAt, conditional: edge.conditional }];
}

function boxOf(sheet: graphlib.Graph, node: DrawnNode, expanded: boolean): Box {
  const { x, y, width, height } = sheet.node(node.path) as Required<Point & { width: number; height: number }>;
  return { path: node.path, name: shown(node.name), kind: node.kind, x: x - width / 2, y: y - height / 2, width, height, expandable: node.subgraph !== undefined, expanded };
}

/** The order in which the arrow keys go through a graph. */
function inReadingOrder(left: Box, right: Box): number {
  return left.y - right.y || left.x - right.x;
}

function moved(line: Line, by: Point): Line {
  const shift = (point: Point): Point => ({ x: point.x + by.x, y: point.y + by.y });
  return { ...line, points: line.points.map(shift), labelAt: line.labelAt && shift(line.labelAt) };
}

/** A name as long as a box can hold; the whole name is in the tooltip and in the accessible name. */
function shown(name: string): string {
  return name.length > 26 ? `${name.slice(0, 25)}…` : name;
}
