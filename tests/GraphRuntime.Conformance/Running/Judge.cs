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

        if (Adapt(context) is { } adapted)
        {
            return new Judgement([], adapted, false);
        }

        return Deviations.All.FirstOrDefault(deviation => deviation.Ends(context)) is { } end
            ? new Judgement([], [end], true)
            : new Judgement(differences, [], true);
    }

    private static List<Deviation>? Adapt(DeviationContext context)
    {
        var used = new List<Deviation>();
        if (context.Step < 0)
        {
            return null;
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

        return used.Count > 0 && AnswerComparer.Compare(context.Expected, context.Actual).Count == 0 ? used : null;
    }
}
