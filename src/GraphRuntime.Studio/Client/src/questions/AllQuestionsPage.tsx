import { useState } from "preact/hooks";
import { lists } from "../api/api";
import { useLive } from "../thread/live";
import { QuestionForm } from "./QuestionForm";

const pageSize = 100;

/** The open questions of all threads. */
export function AllQuestionsPage() {
  const [offset, setOffset] = useState(0);
  const page = useLive(lists.questions(offset, pageSize));
  return (
    <section aria-labelledby="questions-title">
      <h2 id="questions-title">Open questions of all threads</h2>
      {page.problem && <p role="alert">{page.problem}</p>}
      {page.value?.items.length === 0 && <p class="quiet">No thread asks anything.</p>}
      {page.value?.items.map((question) => <QuestionForm key={`${question.threadId} ${question.id}`} question={question} showThread />)}
      <p class="pages">
        {offset > 0 && <button type="button" onClick={() => setOffset(Math.max(0, offset - pageSize))}>Back</button>}
        {page.value?.hasMore && <button type="button" onClick={() => setOffset(offset + pageSize)}>More</button>}
      </p>
    </section>
  );
}
