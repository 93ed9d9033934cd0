import { timeOfDay } from "../values/times";
import type { Placed } from "./branches";

const laneWidth = 14;
const shownLanes = 8;
export const rowHeight = 30;

interface Props {
  readonly row: Placed;
  /** Columns of the whole list, so that the text of all rows is in line. */
  readonly lanes: number;
  readonly selected: boolean;
  readonly marked: boolean;
  readonly onSelect: () => void;
}

/** A checkpoint in the list: its place among the branches, and where it comes from. */
export function CheckpointRow({ row, lanes, selected, marked, onSelect }: Props) {
  const { checkpoint } = row;
  const branch = row.from !== undefined ? "start of a branch" : row.isTip && !checkpoint.isHead ? "end of a branch" : "";
  return (
    <a class="checkpoint" href={location.hash} tabIndex={selected ? 0 : -1} title={checkpoint.createdAt} onClick={(event) => { event.preventDefault(); onSelect(); }}>
      <Lanes row={row} lanes={lanes} />
      <span class="number"><span class="unseen">Checkpoint </span>{checkpoint.id}</span>
      <span class="source">{checkpoint.source}</span>
      <span class="next">{checkpoint.next.length > 0 ? `→ ${checkpoint.next.join(", ")}` : ""}</span>
      {branch && <span class="unseen">{branch}</span>}
      {checkpoint.isHead && <span class="mark">newest</span>}
      {marked && <span class="mark">A</span>}
      <span class="quiet">{timeOfDay(checkpoint.createdAt)}</span>
    </a>
  );
}

function Lanes({ row, lanes }: { row: Placed; lanes: number }) {
  const x = (lane: number) => Math.min(lane, shownLanes) * laneWidth + 8;
  const middle = rowHeight / 2;
  const width = Math.min(shownLanes + 1, lanes) * laneWidth + 4;
  return (
    <svg class="lanes" aria-hidden="true" width={width} height={rowHeight}>
      {row.above.map((lane) => <path key={`a${lane}`} d={lane === row.lane || row.below.includes(lane) ? `M${x(lane)},0V${middle}` : `M${x(lane)},0Q${x(lane)},${middle} ${x(row.lane)},${middle}`} />)}
      {row.below.map((lane) => <path key={`b${lane}`} d={`M${x(lane)},${middle}V${rowHeight}`} />)}
      <circle cx={x(row.lane)} cy={middle} r={row.checkpoint.isHead ? 5.5 : 4} class={row.isTip ? "tip" : ""} />
    </svg>
  );
}
