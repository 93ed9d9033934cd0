using GraphRuntime.Testing;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>The tables of the documentation that say what becomes of a message under each strategy, whatever the strategy of the one before it and the phase of what runs.</content>
public abstract partial class TalkTests
{
    private static readonly MultitaskStrategy[] Strategies = Enum.GetValues<MultitaskStrategy>();

    private static readonly string[] Phases = ["queued", "running", "in a guarded region", "waits for an answer", "about to end", "being stopped"];

    /// <summary>Every cell is what was observed. GRAPHRUNTIME_WRITE_EXPECTED=1 writes the tables.</summary>
    [StoreFact]
    public async Task DT_41_The_matrix_of_strategies_in_the_documentation_is_what_happens() =>
        await CompareAsync("strategies", "The first is", Strategies.Select(static strategy => $"{strategy}"), async (row, second) =>
        {
            var matrix = new StrategyMatrix(_talk, Thread + row + second);
            return await matrix.AfterAsync(Enum.Parse<MultitaskStrategy>(row), second);
        });

    [StoreFact]
    public async Task DT_41_The_matrix_of_phases_in_the_documentation_is_what_happens() =>
        await CompareAsync("phases", "The first is", Phases, async (row, second) =>
        {
            var matrix = new StrategyMatrix(_talk, Thread + Array.IndexOf(Phases, row) + second);
            return await matrix.InPhaseAsync(row, second);
        });

    private static async Task CompareAsync(string name, string corner, IEnumerable<string> rows, Func<string, MultitaskStrategy, Task<string>> observe)
    {
        var table = $"\n| {corner} | {string.Join(" | ", Strategies)} |\n|---|{string.Concat(Strategies.Select(static _ => "---|"))}\n";
        foreach (var row in rows)
        {
            var cells = new List<string>();
            foreach (var second in Strategies)
            {
                cells.Add(await observe(row, second));
            }

            table += $"| {row} | {string.Join(" | ", cells)} |\n";
        }

        PagePart.Check("double-texting.md", $"measured {name}", table);
    }
}
