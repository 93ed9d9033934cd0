import { layOut } from "./layout";
import type { DrawnGraph } from "./model";

// A graph of hundreds of nodes takes longer to lay out than a frame lasts, so it is done beside the page.
self.onmessage = (message: MessageEvent<{ id: number; graph: DrawnGraph; expanded: string[] }>) => {
  const { id, graph, expanded } = message.data;
  self.postMessage({ id, layout: layOut(graph, new Set(expanded)) });
};
