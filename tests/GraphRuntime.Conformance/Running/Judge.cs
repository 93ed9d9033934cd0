using GraphRuntime.Conformance.Comparing;

namespace GraphRuntime.Conformance.Running;

/// <summary>Compares answers with the recorded ones, allowing for deliberate differences.</summary>
internal static class Judge
{
    public static Judgement Compare(DeviationContext context)
    {
        var differences = AnswerComparer.Compare(context.Expected, context.Actual);
        if (differences.Count == 0)
        {
            return new Judgement([], [], false);
        }

        var (adapted, left) = Adapt(context);
        if (adapted.Count > 0 && left.Count == 0)
        {
            return new Judgement([], adapted, false);
        }

        return Deviations.All.FirstOrDefault(deviation => deviation.Ends(context)) is { } end
            ? new Judgement([], [end], true)
            : new Judgement(adapted.Count > 0 ? left : differences, [], true);
    }

    /// <summary>The deviations that apply, and the differences that they leave.</summary>
    private static (List<Deviation> Used, IReadOnlyList<string> Left) Adapt(DeviationContext context)
    {
        var used = new List<Deviation>();
        if (context.Step < 0)
        {
            return (used, []);
        }

        foreach (var deviation in Deviations.All)
        {
            var adapted = deviation.Adapt(context);
            if (!JsonElement.DeepEquals(adapted, context.Expected))
            {
                used.Add(deviation);
                context = context with { Expected = adapted };
            }
        }

        return (used, used.Count > 0 ? AnswerComparer.Compare(context.Expected, context.Actual) : []);
    }
}
