using GraphRuntime.Execution;
using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>
/// What a new input does on a thread that waits at a breakpoint or for an answer. Answers and resumes always go to what is pending; an answer to a question that is
/// not open is an <see cref="AnswerException"/>.
/// </summary>
public sealed class PausedThreadRule
{
    private readonly string _name;

    private PausedThreadRule(string name, PausedThreadVerb verb, Func<object, object?>? answer = null)
    {
        _name = name;
        Verb = verb;
        Answer = answer;
    }

    /// <summary>The question is dropped, and the run starts with the new input. <see cref="RunAdmission.Discarded"/> says what was dropped.</summary>
    public static PausedThreadRule Discard { get; } = new(nameof(Discard), PausedThreadVerb.Discard);

    /// <summary>The run waits until the thread does not wait any more.</summary>
    public static PausedThreadRule Enqueue { get; } = new(nameof(Enqueue), PausedThreadVerb.Enqueue);

    /// <summary>The run is refused with <see cref="ThreadPausedException"/>.</summary>
    public static PausedThreadRule Reject { get; } = new(nameof(Reject), PausedThreadVerb.Reject);

    internal PausedThreadVerb Verb { get; }

    internal Func<object, object?>? Answer { get; }

    /// <summary>
    /// The input is taken as the answer to the open question. With several open questions it is not clear which one it answers (<see cref="AnswerException"/>); at a
    /// breakpoint there is no question (<see cref="ThreadPausedException"/>).
    /// </summary>
    /// <typeparam name="TInput">What the graph reads its input as: its state.</typeparam>
    /// <param name="answer">Makes the answer from the input; pure and quick.</param>
    /// <returns>The rule.</returns>
    public static PausedThreadRule TakeAsAnswer<TInput>(Func<TInput, object?> answer)
        where TInput : class
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new PausedThreadRule("TakeAsAnswer", PausedThreadVerb.Answer, input => answer(PolicyInput.As<TInput>(input)));
    }

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => _name;
}
