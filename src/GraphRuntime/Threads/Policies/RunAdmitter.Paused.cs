using GraphRuntime.Diagnostics;
using GraphRuntime.Execution;

namespace GraphRuntime.Threads;

/// <content>Threads that wait for an answer.</content>
internal sealed partial class RunAdmitter
{
    /// <summary>What a new input does to a thread that waits; <see langword="null"/> where it goes on as if it did not.</summary>
    private AdmissionDecision? AtPause(ThreadPause pause, ThreadSnapshot thread)
    {
        switch (Paused.Verb)
        {
            case PausedThreadVerb.Reject:
                return MultitaskRules.Refuse(AdmissionRefusal.ThreadPaused, strategy);
            case PausedThreadVerb.Enqueue:
                IsHeld = true;
                return MultitaskRules.Enqueue(thread, limits) with
                {
                    Delay = HeldRuns.Recheck,
                    Held = true,
                    Input = StoredInput.With(run.Input, StoredInput.Held, static json => json.WriteBooleanValue(true)),
                };
            case PausedThreadVerb.Answer:
                return TakeAsAnswer(pause);
            default:
                Discarded = pause;
                return null;
        }
    }

    private AdmissionDecision TakeAsAnswer(ThreadPause pause)
    {
        if (pause.InterruptIds.Count != 1)
        {
            return MultitaskRules.Refuse(pause.InterruptIds.Count == 0 ? AdmissionRefusal.ThreadPaused : AdmissionRefusal.NoSuchQuestion, strategy);
        }

        var answer = CheckedAnswer is { } known && graph.AnsweredIds(known).SequenceEqual(pause.InterruptIds) ? known : AnswerTo(pause.InterruptIds[0]);
        if (Unchecked(answer) is { } refusal)
        {
            return MultitaskRules.Refuse(refusal, strategy);
        }

        IsAnswer = true;
        return MultitaskRules.Admit(MultitaskStrategy.Enqueue) with { Input = answer };
    }

    private ReadOnlyMemory<byte> AnswerTo(string question)
    {
        var input = graph.ReadInput(run.Input) ?? throw new InvalidOperationException($"Graph '{graph.Name}' cannot read its input back, so it cannot be taken as an answer.");
        return graph.EncodeInput(GraphInput.Answer(question, Paused.Answer!(input)));
    }

    /// <summary>Reading the question is not for the transaction: an answer is compared with it outside, and then decided about once more.</summary>
    private AdmissionRefusal? Unchecked(ReadOnlyMemory<byte> answer)
    {
        if (CheckedAnswer is { } known && known.Span.SequenceEqual(answer.Span))
        {
            return null;
        }

        UncheckedAnswer = answer;
        return AdmissionRefusal.Undecided;
    }

    private bool Fits(ThreadPause? pause)
    {
        var ids = graph.AnsweredIds(run.Input);
        return pause is not null && (ids.Count == 0 ? pause.InterruptIds.Count == 1 : ids.All(pause.InterruptIds.Contains));
    }

    /// <summary>Answers and resumes go past the runs that wait for them.</summary>
    private ThreadSnapshot WithoutHeld(ThreadSnapshot thread) =>
        _kind == ThreadInputKind.New || thread.Runs.Count == 0 || thread.Thread.Rest.Pause is null
            ? thread
            : thread with { Runs = [.. thread.Runs.Where(static active => !active.Held)] };

    private static bool Same(ThreadSnapshot one, ThreadSnapshot other) =>
        one.Epoch == other.Epoch && one.Runs.Select(static active => active.RunId).SequenceEqual(other.Runs.Select(static active => active.RunId));
}
