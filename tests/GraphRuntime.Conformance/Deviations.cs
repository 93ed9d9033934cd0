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
            "One answer for several open interrupts is refused, as it cannot be known which one is meant; the recorded engine hands it to all of them.",
            static c => c.OpenQuestions > 1
                && c.Action?.Member("input").Member("$command").TryMember("resume") is not null
                && c.Actual.Member("error").Member("native").GetString()?.StartsWith(nameof(AnswerException), StringComparison.Ordinal) == true),
        new(
            "design: compile reports problems",
            "A node that nothing leads to is accepted: it can be the target of a command or of an edit of the state.",
            static c => c.Action is null && c.Test.PythonDiffers && c.Actual.IsNull()),
    ];

    public static Deviation? Find(DeviationContext context) => All.FirstOrDefault(deviation => deviation.Accepts(context));
}
