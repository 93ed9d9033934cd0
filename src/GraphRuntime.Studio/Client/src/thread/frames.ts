/**
 * Collects items and hands them on once a frame, so two hundred tokens a second change the page sixty times and not two hundred.
 * A hidden page has no frames; there a timer takes their place, so that nothing piles up.
 */
export class FrameQueue<T> {
  private items: T[] = [];
  private scheduled = false;

  constructor(private readonly handle: (items: T[]) => void, private readonly most: number) {}

  add(item: T): void {
    this.items.push(item);
    this.schedule();
  }

  clear(): void {
    this.items = [];
  }

  private schedule(): void {
    if (this.scheduled) {
      return;
    }

    this.scheduled = true;
    if (document.hidden) {
      setTimeout(() => this.flush(), 200);
    } else {
      requestAnimationFrame(() => this.flush());
    }
  }

  /** A replay of thousands of events is spread over frames. */
  private flush(): void {
    this.scheduled = false;
    const now = this.items.slice(0, this.most);
    this.items = this.items.slice(this.most);
    if (this.items.length > 0) {
      this.schedule();
    }

    this.handle(now);
  }
}
