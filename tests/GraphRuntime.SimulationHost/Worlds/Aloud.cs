namespace GraphRuntime.Testing.Simulations;

/// <summary>What was said aloud during a schedule: an effect outside, which nobody can take back.</summary>
internal static class Aloud
{
    [ThreadStatic]
    private static List<string>? _said;

    private static List<string> Said => _said ??= [];

    public static ValueTask<bool> SayOnceAsync(string text, NodeContext context) => context.OnceAsync(
        "aloud",
        _ =>
        {
            Said.Add(text);
            return ValueTask.FromResult(true);
        },
        new EffectOptions<bool>
        {
            Reconcile = (_, _) => ValueTask.FromResult(Said.Contains(text) ? EffectFinding<bool>.Happened(true) : EffectFinding<bool>.DidNotHappen),
        });

    /// <summary>Nothing was said twice, and what succeeded was said. The next schedule begins in silence.</summary>
    public static IEnumerable<string> Check(IReadOnlyList<SimulatedRun> runs)
    {
        var said = Said.ToLookup(static text => text);
        Said.Clear();
        foreach (var run in runs)
        {
            var times = said[$"m{run.RunId[1..]}"].Count();
            if (times > 1 || (times == 0 && run.Info?.Status == RunStatus.Success))
            {
                yield return $"I15 {run.RunId} ({run.Info?.Status}) was said aloud {times} times";
            }
        }
    }

    /// <summary>Nothing was said twice, and every answer in the state was said. The next schedule begins in silence.</summary>
    public static IEnumerable<string> CheckAnswers(IReadOnlyCollection<string> messages)
    {
        var said = Said.ToLookup(static text => text);
        foreach (var text in Said.Distinct().Where(text => said[text].Count() > 1))
        {
            yield return $"I15 {text} was said aloud {said[text].Count()} times";
        }

        foreach (var message in messages.Where(message => message.StartsWith("answer(", StringComparison.Ordinal) && !said.Contains(message["answer(".Length..^1])))
        {
            yield return $"I15 there is {message}, and it was not said aloud";
        }

        Said.Clear();
    }
}
