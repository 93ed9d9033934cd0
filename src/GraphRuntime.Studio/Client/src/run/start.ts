import { api } from "../api/api";
import { notice } from "../shell/notice";
import type { ThreadModel } from "../thread/model";

/** Starts a run with what the start panel holds. */
export async function startRun(model: ThreadModel): Promise<void> {
  const { graph, input, strategy, debug } = model.draft.value;
  if (input === undefined) {
    notice.value = { kind: "problem", text: "The input is not JSON. Nothing was started." };
    return;
  }

  await model.act(() => api.startRun(model.id, { graph, input, strategy: strategy || undefined, debug }));
}
