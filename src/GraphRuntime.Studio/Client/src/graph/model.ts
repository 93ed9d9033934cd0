/** A graph as it is drawn. A node that holds a subgraph can be expanded in place. */
export interface DrawnGraph {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

export interface DrawnNode {
  /** The names that lead from the root graph to this node, joined by `/`: the form in which breakpoints name nodes. */
  readonly path: string;
  readonly name: string;
  readonly kind: "node" | "start" | "end";
  readonly subgraph?: DrawnGraph;
}

export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  readonly conditional: boolean;
}

/** Where everything is, in the coordinates of the whole drawing. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

export interface Box {
  readonly path: string;
  readonly name: string;
  readonly kind: DrawnNode["kind"];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
}

export interface Line {
  readonly key: string;
  readonly points: readonly Point[];
  readonly label?: string;
  readonly labelAt?: Point;
  readonly conditional: boolean;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Every node below a graph, subgraphs included, in the order of their declaration. */
export function allNodes(graph: DrawnGraph): DrawnNode[] {
  return graph.nodes.flatMap((node) => [node, ...(node.subgraph ? allNodes(node.subgraph) : [])]);
}
