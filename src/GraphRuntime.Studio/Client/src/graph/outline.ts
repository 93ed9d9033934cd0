import type { Outline } from "../api/threads";
import type { DrawnEdge, DrawnGraph, DrawnNode } from "./model";

const start = "__start__";
const end = "__end__";

/** A graph of the server in the form that is drawn: nodes by path, and the two virtual nodes where an edge leads to them. */
export function drawn(outline: Outline, prefix = ""): DrawnGraph {
  const at = (name: string) => prefix + name;
  const nodes: DrawnNode[] = outline.nodes.map((node) => ({
    path: node.path,
    name: node.name,
    kind: "node",
    subgraph: node.subgraph ? drawn(node.subgraph, `${node.path}/`) : undefined,
  }));
  for (const kind of ["start", "end"] as const) {
    const name = kind === "start" ? start : end;
    if (outline.edges.some((edge) => edge.from === name || edge.to === name)) {
      nodes.push({ path: at(name), name: kind, kind });
    }
  }

  const edges = outline.edges.map((edge): DrawnEdge => ({ from: at(edge.from), to: at(edge.to), label: edge.label ?? undefined, conditional: edge.conditional }));
  return { nodes, edges };
}

/** All paths of nodes, subgraphs included. */
export function pathsOf(outline: Outline): string[] {
  return outline.nodes.flatMap((node) => [node.path, ...(node.subgraph ? pathsOf(node.subgraph) : [])]);
}

/** Paths of nodes that hold a subgraph. */
export function subgraphsOf(outline: Outline): string[] {
  return outline.nodes.flatMap((node) => (node.subgraph ? [node.path, ...subgraphsOf(node.subgraph)] : []));
}

/** Where the edges of a node lead, for readers who do not see lines. */
export function targetsOf(outline: Outline, path: string): string[] {
  for (const node of outline.nodes) {
    if (node.path === path) {
      return outline.edges.filter((edge) => edge.from === node.name).map((edge) => (edge.to === end ? "end" : edge.to) + (edge.label ? ` (${edge.label})` : edge.conditional ? " (conditional)" : ""));
    }

    if (node.subgraph && path.startsWith(`${node.path}/`)) {
      return targetsOf(node.subgraph, path);
    }
  }

  return [];
}
