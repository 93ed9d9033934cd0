import type { DrawnGraph, Layout } from "./model";

let worker: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, (layout: Layout) => void>();

/** Lays out a graph without blocking the page. */
export function requestLayout(graph: DrawnGraph, expanded: ReadonlySet<string>): Promise<Layout> {
  worker ??= start();
  const id = ++lastId;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    worker?.postMessage({ id, graph, expanded: [...expanded] });
  });
}

function start(): Worker {
  const started = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
  started.onmessage = (message: MessageEvent<{ id: number; layout: Layout }>) => {
    const { id, layout } = message.data;
    waiting.get(id)?.(layout);
    waiting.delete(id);
  };
  return started;
}
