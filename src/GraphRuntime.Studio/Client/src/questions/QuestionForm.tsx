import { useId, useState } from "preact/hooks";
import { api } from "../api/api";
import type { QuestionView } from "../api/threads";
import { SchemaForm } from "../forms/SchemaForm";
import { starter } from "../forms/schema";
import { attempt } from "../shell/notice";
import { href } from "../shell/route";
import { readOnly } from "../shell/server";
import type { Json } from "../values/json";
import { ValueTree } from "../values/ValueTree";

/** An open question with the form for its answer. A wrong answer is refused with a reason, and the question stays open. */
export function QuestionForm({ question, showThread, onAnswered }: { question: QuestionView; showThread: boolean; onAnswered?: () => void }) {
  const { schema } = question;
  const [answer, setAnswer] = useState<Json | undefined>(() => (schema ? starter(schema, schema) : undefined));
  const [sending, setSending] = useState(false);
  const title = useId();
  const submit = async (event: Event) => {
    event.preventDefault();
    if (answer === undefined || sending) {
      return;
    }

    setSending(true);
    const succeeded = await attempt(() => api.answer(question.threadId, { [question.id]: answer }), "The answer was taken; the run goes on.");
    setSending(false);
    if (succeeded) {
      onAnswered?.();
    }
  };

  return (
    <article class="panel question" aria-labelledby={title}>
      <h3 id={title}>{question.node} asks</h3>
      {showThread && <p><a href={href("questions", question.threadId)}>{question.threadId}</a> {question.graph && <span class="quiet">{question.graph}</span>}</p>}
      <ValueTree value={question.value} />
      {question.answerable ? (
        <form onSubmit={submit}>
          <SchemaForm label="Your answer" schema={schema} value={answer} onChange={setAnswer} />
          <button type="submit" class="primary" aria-disabled={answer === undefined || sending} disabled={readOnly.value}>Answer</button>
        </form>
      ) : (
        <p class="quiet">This pause takes no answer: change the state, or skip the node.</p>
      )}
      <p class="quiet">Question {question.id}</p>
    </article>
  );
}
