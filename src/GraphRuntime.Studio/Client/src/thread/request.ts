import { useEffect, useState } from "preact/hooks";
import { messageOf } from "../shell/notice";

/** Answers to a question that changes, such as the state at the checkpoint that is selected. A newer question cancels an older one. */
export function useRequest<T>(load: ((signal: AbortSignal) => Promise<T>) | undefined, inputs: readonly unknown[]): { value?: T; problem?: string } {
  const [answer, setAnswer] = useState<{ value?: T; problem?: string }>({});
  useEffect(() => {
    if (!load) {
      setAnswer({});
      return;
    }

    const cancel = new AbortController();
    load(cancel.signal).then(
      (value) => cancel.signal.aborted || setAnswer({ value }),
      (error: unknown) => cancel.signal.aborted || setAnswer({ problem: messageOf(error) }),
    );
    return () => cancel.abort();
  }, inputs as unknown[]);
  return answer;
}
