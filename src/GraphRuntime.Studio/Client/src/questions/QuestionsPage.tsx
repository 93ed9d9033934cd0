import { useLoaded } from "../thread/loader";
import type { ThreadModel } from "../thread/model";
import { QuestionForm } from "./QuestionForm";

/** The open questions of a thread. */
export function QuestionsPage({ model }: { model: ThreadModel }) {
  const page = useLoaded(model.questions);
  const problem = model.questions.problem.value;
  return (
    <section aria-labelledby="questions-title">
      <h2 id="questions-title">Open questions</h2>
      {problem && <p role="alert">{problem}</p>}
      {page?.items.length === 0 && <p class="quiet">This thread asks nothing.</p>}
      {page?.items.map((question) => <QuestionForm key={question.id} question={question} showThread={false} onAnswered={() => model.refresh()} />)}
    </section>
  );
}
