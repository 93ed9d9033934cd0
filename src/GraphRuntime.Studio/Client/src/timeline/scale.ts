import type { RunView } from "../api/threads";

/** Where runs are in time, as shares of the width. */
export interface Scale {
  readonly at: (time: number) => number;
  /** Pauses that are drawn shorter than they were. */
  readonly gaps: readonly { readonly at: number; readonly duration: number }[];
}

interface Span {
  from: number;
  to: number;
}

/** A pause in which nothing happens takes this share of the time in which something does. */
const gapShare = 0.06;

/**
 * A scale on which time that passes without a run is short: people write again after seconds or after days, and on an even scale
 * the seconds would not be seen.
 */
export function scaleOf(runs: readonly RunView[], now: number): Scale {
  const busy = merged(runs.map((run) => spanOf(run, now)).filter((span) => span !== undefined));
  const active = Math.max(1, busy.reduce((sum, span) => sum + span.to - span.from, 0));
  const gap = active * gapShare;
  const pieces: { from: number; to: number; start: number; length: number }[] = [];
  const gaps: { at: number; duration: number }[] = [];
  let start = 0;
  busy.forEach((span, index) => {
    const before = busy[index - 1];
    if (before) {
      const duration = span.from - before.to;
      const length = Math.min(duration, gap);
      pieces.push({ from: before.to, to: span.from, start, length });
      if (duration > gap) {
        gaps.push({ at: start + length / 2, duration });
      }

      start += length;
    }

    pieces.push({ from: span.from, to: span.to, start, length: span.to - span.from });
    start += span.to - span.from;
  });

  const whole = Math.max(1, start);
  const at = (time: number) => {
    const piece = pieces.find((candidate) => time <= candidate.to) ?? pieces.at(-1);
    if (!piece) {
      return 0;
    }

    const part = piece.to > piece.from ? Math.min(1, Math.max(0, (time - piece.from) / (piece.to - piece.from))) : 1;
    return (piece.start + part * piece.length) / whole;
  };
  return { at, gaps: gaps.map((found) => ({ ...found, at: found.at / whole })) };
}

export function spanOf(run: RunView, now: number): Span | undefined {
  const from = time(run.createdAt) ?? time(run.startedAt);
  if (from === undefined) {
    return undefined;
  }

  const open = run.status === "pending" || run.status === "running";
  return { from, to: Math.max(from, time(run.finishedAt) ?? (open ? now : (time(run.startedAt) ?? from))) };
}

export function time(text: string | null | undefined): number | undefined {
  return text ? Date.parse(text) : undefined;
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((left, right) => left.from - right.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.to) {
      last.to = Math.max(last.to, span.to);
    } else {
      result.push({ ...span });
    }
  }

  return result;
}
