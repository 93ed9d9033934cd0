import type { CheckpointView } from "../api/threads";

/** Where a checkpoint stands among the branches of its thread. */
export interface Placed {
  readonly checkpoint: CheckpointView;
  /** The column in which its branch is drawn. */
  readonly lane: number;
  /** Columns whose lines pass this row, above it and below it. */
  readonly above: readonly number[];
  readonly below: readonly number[];
  /** The column of its parent, where that is another one. */
  readonly from?: number;
  readonly isTip: boolean;
}

/** Puts checkpoints, newest first, into columns: the first child of a checkpoint stays in its column, every other child opens a new one. */
export function place(newestFirst: readonly CheckpointView[]): Placed[] {
  const lanes = new Map<number, number>();
  const children = new Map<number, number>();
  let count = 0;
  for (let index = newestFirst.length - 1; index >= 0; index--) {
    const item = newestFirst[index]!;
    const parentLane = item.parentId === null || item.parentId === undefined ? undefined : lanes.get(item.parentId);
    const siblings = item.parentId === null || item.parentId === undefined ? 0 : (children.get(item.parentId) ?? 0);
    lanes.set(item.id, parentLane !== undefined && siblings === 0 ? parentLane : count++);
    if (item.parentId !== null && item.parentId !== undefined) {
      children.set(item.parentId, siblings + 1);
    }
  }

  return rowsOf(newestFirst, lanes, children);
}

function rowsOf(newestFirst: readonly CheckpointView[], lanes: ReadonlyMap<number, number>, children: ReadonlyMap<number, number>): Placed[] {
  // From the newest down, a line is open from a child to its parent.
  const open = new Map<number, Set<number>>();
  return newestFirst.map((checkpoint) => {
    const lane = lanes.get(checkpoint.id) ?? 0;
    const above = [...open.keys()];
    for (const [column, waiting] of open) {
      waiting.delete(checkpoint.id);
      if (waiting.size === 0) {
        open.delete(column);
      }
    }

    const parent = checkpoint.parentId ?? undefined;
    if (parent !== undefined && lanes.has(parent)) {
      const waiting = open.get(lane) ?? new Set();
      waiting.add(parent);
      open.set(lane, waiting);
    }

    const parentLane = parent === undefined ? undefined : lanes.get(parent);
    return { checkpoint, lane, above, below: [...open.keys()], from: parentLane === lane ? undefined : parentLane, isTip: !children.has(checkpoint.id) };
  });
}
