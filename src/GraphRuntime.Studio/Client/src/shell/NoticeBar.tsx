import { notice } from "./notice";

/** What the last action led to. The region is always in the page: screen readers read only changes of regions that they know. */
export function NoticeBar() {
  const current = notice.value;
  return (
    <div class="notices">
      <div role="alert">{current?.kind === "problem" && <p class="notice problem">{current.text} <Dismiss /></p>}</div>
      <div role="status">{current?.kind === "done" && <p class="notice done">{current.text} <Dismiss /></p>}</div>
    </div>
  );
}

function Dismiss() {
  return <button type="button" class="link" onClick={() => { notice.value = undefined; }}>Dismiss</button>;
}
