import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

interface Props<T> {
  readonly name: string;
  readonly items: readonly T[];
  readonly rowHeight: number;
  readonly keyOf: (item: T) => string;
  readonly render: (item: T, index: number) => ComponentChildren;
  /** The item that is kept in sight; the arrow keys move it. */
  readonly selected: number;
  readonly onSelect: (index: number) => void;
}

/** A list that has only the rows in sight in the page, so thousands of items cost as much as a dozen. */
export function VirtualList<T>({ name, items, rowHeight, keyOf, render, selected, onSelect }: Props<T>) {
  const box = useRef<HTMLUListElement>(null);
  const moveFocus = useRef(false);
  const [view, setView] = useState({ top: 0, height: 400 });

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) {
      return;
    }

    setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(() => setView({ top: element.scrollTop, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element || selected < 0) {
      return;
    }

    if (selected * rowHeight < element.scrollTop) {
      element.scrollTop = selected * rowHeight;
    } else if ((selected + 1) * rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = (selected + 1) * rowHeight - element.clientHeight;
    }
  }, [selected, rowHeight]);

  // The row that takes the focus exists only after the list has scrolled to it.
  useLayoutEffect(() => {
    const row = moveFocus.current ? box.current?.querySelector<HTMLElement>("[aria-current] a, [aria-current] button") : null;
    if (row) {
      moveFocus.current = false;
      row.focus({ preventScroll: true });
    }
  });

  const first = Math.max(0, Math.floor(view.top / rowHeight) - 5);
  const last = Math.min(items.length, Math.ceil((view.top + view.height) / rowHeight) + 5);

  const onKeyDown = (event: KeyboardEvent) => {
    const to = target(event.key, selected, items.length, Math.max(1, Math.floor(view.height / rowHeight) - 1));
    if (to !== undefined) {
      event.preventDefault();
      moveFocus.current = true;
      onSelect(to);
    }
  };

  return (
    <ul class="virtual" role="list" aria-label={name} ref={box} onKeyDown={onKeyDown}
      onScroll={(event) => setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}>
      <li role="presentation" class="filler" style={{ height: `${first * rowHeight}px` }} />
      {items.slice(first, last).map((item, offset) => (
        <li key={keyOf(item)} aria-setsize={items.length} aria-posinset={first + offset + 1} aria-current={first + offset === selected ? "true" : undefined} style={{ height: `${rowHeight}px` }}>
          {render(item, first + offset)}
        </li>
      ))}
      <li role="presentation" class="filler" style={{ height: `${(items.length - last) * rowHeight}px` }} />
    </ul>
  );
}

function target(key: string, selected: number, count: number, page: number): number | undefined {
  const moves: Record<string, number> = {
    ArrowDown: selected + 1, ArrowUp: selected - 1, PageDown: selected + page, PageUp: selected - page, Home: 0, End: count - 1,
  };
  const to = moves[key];
  return to === undefined || count === 0 ? undefined : Math.min(count - 1, Math.max(0, to));
}
