import { signal } from "@preact/signals";

/** What the page says about the last action; it stays until the next one. */
export const notice = signal<{ readonly kind: "problem" | "done"; readonly text: string } | undefined>(undefined);

/** Does something that may be refused, and says so; true where it succeeded. */
export async function attempt(action: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await action();
    notice.value = done ? { kind: "done", text: done } : undefined;
    return true;
  } catch (error) {
    notice.value = { kind: "problem", text: messageOf(error) };
    return false;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
