import { useState } from "preact/hooks";
import { api } from "../api/api";
import { attempt } from "../shell/notice";
import { readOnly } from "../shell/server";

/** Cancelling, pruning and deleting a thread. What cannot be taken back asks once more. */
export function ThreadActions() {
  const [thread, setThread] = useState("");
  const [keep, setKeep] = useState(10);
  const [asked, setAsked] = useState<"prune" | "delete">();
  const id = thread.trim();
  const locked = readOnly.value || id === "";

  const run = async (action: () => Promise<unknown>, done: string) => {
    setAsked(undefined);
    await attempt(action, done);
  };

  const prune = () => run(async () => {
    await api.prune(id, keep);
  }, `The newest ${keep} checkpoints of ${id} are left.`);

  return (
    <section class="panel" aria-labelledby="actions-title">
      <h3 id="actions-title">One thread</h3>
      <div class="row">
        <label>Thread <input value={thread} onInput={(event) => { setThread(event.currentTarget.value); setAsked(undefined); }} /></label>
        <button type="button" disabled={locked} onClick={() => void run(() => api.cancel(id), `The runs of ${id} were asked to stop.`)}>Cancel all</button>
        <label>Keep the newest <input type="number" min={1} value={keep} onInput={(event) => setKeep(Math.max(1, Number(event.currentTarget.value)))} /></label>
        <button type="button" disabled={locked} onClick={() => setAsked("prune")}>Prune</button>
        <button type="button" disabled={locked} onClick={() => setAsked("delete")}>Delete</button>
      </div>
      {asked && (
        <p role="alert" class="row">
          {asked === "delete" ? `Delete ${id} with its runs, events and checkpoints?` : `Remove all checkpoints of ${id} but the newest ${keep}?`}
          <button type="button" class="danger" onClick={() => void (asked === "delete" ? run(() => api.deleteThread(id), `${id} was deleted.`) : prune())}>Yes, {asked}</button>
          <button type="button" onClick={() => setAsked(undefined)}>No</button>
        </p>
      )}
    </section>
  );
}
