/** A duration in the unit that reads best. */
export function milliseconds(duration: number): string {
  if (duration < 1_000) {
    return `${Math.round(duration)} ms`;
  }

  if (duration < 60_000) {
    return `${(duration / 1_000).toFixed(1)} s`;
  }

  const minutes = Math.floor(duration / 60_000);
  return minutes < 120 ? `${minutes} min ${Math.round((duration % 60_000) / 1_000)} s` : `${Math.round(minutes / 60)} h`;
}

export function between(from: string | null | undefined, to: string | null | undefined): number | undefined {
  return from && to ? Math.max(0, Date.parse(to) - Date.parse(from)) : undefined;
}

/** The time of day, in the zone of the reader; the whole time is in the tooltip. */
export function timeOfDay(text: string | null | undefined): string {
  if (!text) {
    return "—";
  }

  const time = new Date(text);
  const digits = (value: number, length = 2) => String(value).padStart(length, "0");
  return `${digits(time.getHours())}:${digits(time.getMinutes())}:${digits(time.getSeconds())}.${digits(time.getMilliseconds(), 3)}`;
}
