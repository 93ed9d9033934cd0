import type { Signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { ThreadEvent } from "../api/debugging";
import { VirtualList } from "../controls/VirtualList";
import { type Json, cut } from "../values/json";
import { timeOfDay } from "../values/times";
import { ValueTree } from "../values/ValueTree";
import { viewOf } from "../values/views";

/** The newest events of the thread, the newest first. */
export function EventPanel({ events }: { events: Signal<readonly ThreadEvent[]> }) {
  const [open, setOpen] = useState(false);
  return (
    <section class="panel" aria-labelledby="events-title">
      <h3 id="events-title">Events</h3>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>The last {events.value.length} events</summary>
        {open && <EventList events={events.value} />}
      </details>
    </section>
  );
}

function EventList({ events }: { events: readonly ThreadEvent[] }) {
  const [number, setNumber] = useState<number>();
  const newestFirst = [...events].reverse();
  const selected = newestFirst.findIndex((event) => event.number === number);
  const shown = newestFirst[selected];
  return (
    <>
      <VirtualList name="Events" items={newestFirst} rowHeight={26} selected={selected} onSelect={(index) => setNumber(newestFirst[index]?.number)} keyOf={(event) => String(event.number)}
        render={(event) => (
          <button type="button" class="link row-button" onClick={() => setNumber(event.number)}>
            <span class="quiet">{event.number} {timeOfDay(event.at)}</span> {event.kind} {event.path.join("/")} <span class="quiet">{brief(event)}</span>
          </button>
        )} />
      {shown && (
        <div class="event" aria-live="polite">
          <h4>Event {shown.number}: {shown.kind}</h4>
          {shown.cut ? <p>{shown.bytes?.toLocaleString("en")} bytes, too large to send.</p> : <ValueTree key={shown.number} value={viewOf((shown.data ?? null) as Json)} />}
        </div>
      )}
    </>
  );
}

function brief(event: ThreadEvent): string {
  const data = event.data as { event?: string; node?: string; type?: string; status?: string; step?: number } | null;
  return data && typeof data === "object" ? cut([data.event, data.type, data.node, data.status].filter((text) => typeof text === "string").join(" "), 60) : "";
}
