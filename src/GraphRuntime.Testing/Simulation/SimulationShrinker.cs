namespace GraphRuntime.Testing;

/// <summary>Makes a schedule that broke a rule smaller, as long as it breaks the same rule: fewer events, commands and faults.</summary>
internal sealed class SimulationShrinker(Func<IReadOnlyList<int>, SimulationOutcome> play, int maxTries)
{
    private int _tries;

    public SimulationOutcome Shrink(SimulationOutcome found)
    {
        var smallest = (Outcome: found, Choices: SimulatedChoices.Read(found.Choices));
        bool smaller;
        do
        {
            smaller = false;
            for (var size = Math.Max(1, smallest.Choices.Count / 2); size > 0 && _tries < maxTries; size /= 2)
            {
                for (var at = smallest.Choices.Count - size; at >= 0 && _tries < maxTries; at -= size)
                {
                    if (Try(Without(smallest.Choices, at, size), smallest.Outcome) is { } cut)
                    {
                        (smallest, smaller) = (cut, true);
                    }
                    else if (Try(Calmed(smallest.Choices, at, size), smallest.Outcome) is { } calmed)
                    {
                        (smallest, smaller) = (calmed, true);
                    }

                    at = Math.Min(at, smallest.Choices.Count);
                }
            }
        }
        while (smaller && _tries < maxTries);

        return smallest.Outcome;
    }

    private static string RuleOf(SimulationOutcome outcome) => outcome.Violations[0].Split(' ')[0];

    private static int[] Without(IReadOnlyList<int> choices, int at, int size) => [.. choices.Take(at), .. choices.Skip(at + size)];

    private static int[]? Calmed(IReadOnlyList<int> choices, int at, int size) =>
        choices.Skip(at).Take(size).All(static choice => choice == 0) ? null : [.. choices.Take(at), .. Enumerable.Repeat(0, size), .. choices.Skip(at + size)];

    /// <summary>The choices, without the zeros at the end, which are what is chosen anyway.</summary>
    private (SimulationOutcome Outcome, IReadOnlyList<int> Choices)? Try(int[]? choices, SimulationOutcome smallest)
    {
        if (choices is null)
        {
            return null;
        }

        _tries++;
        var trimmed = choices.AsSpan().TrimEnd(0).ToArray();
        var outcome = play(trimmed);
        return Shows(outcome, smallest) ? (outcome with { Choices = SimulatedChoices.Write(trimmed) }, trimmed) : null;
    }

    /// <summary>Fewer choices may well lead to a longer story: that is not taken.</summary>
    private static bool Shows(SimulationOutcome outcome, SimulationOutcome smallest) =>
        outcome.Violations.Count > 0 && RuleOf(outcome) == RuleOf(smallest) && outcome.Events <= smallest.Events && outcome.Runs.Count <= smallest.Runs.Count;
}
