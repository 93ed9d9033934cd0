using GraphRuntime.Conformance.Expressions;
using GraphRuntime.Conformance.Running;

namespace GraphRuntime.Conformance;

/// <summary>
/// The cases in which this library deliberately answers otherwise than the recorded engine, recognised by their content. A case is accepted at the first
/// such answer; what follows in its script builds on the recorded answer and is not run.
/// </summary>
internal static class Deviations
{
    public static IReadOnlyList<Deviation> All { get; } =
    [
        new(
            "BP-07",
            "An answer that fits no question is refused: one value while several wait, or an answer where none waits, or no longer. The recorded engine hands the value to all, or drops it.",
            static c => c.Expected.TryMember("error") is null && c.Error is AnswerException error && IsWithoutQuestion(error)),
        new(
            "design: compile reports problems",
            "A node that nothing leads to is accepted: it can be the target of a command or of an edit of the state.",
            static c => c.Action is null && c.Test.PythonDiffers && c.Actual.IsNull()),
    ];

    private static bool IsWithoutQuestion(AnswerException error) =>
        error.InterruptId is { } id ? !error.OpenInterruptIds.Contains(id) : error.OpenInterruptIds.Count != 1;

    public static Deviation? Find(DeviationContext context) => All.FirstOrDefault(deviation => deviation.Accepts(context));
}
