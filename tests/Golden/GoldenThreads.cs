using FluentAssertions;

namespace GraphRuntime.Golden;

/// <summary>A thread with a history, and one that waits for an answer with a result and an effect beside its checkpoint.</summary>
internal static class GoldenThreads
{
    public const string Done = "done 🧵";
    public const string Waiting = "waiting";
    public const int Turns = 12;

    public static async Task WriteAsync(Func<string, TalkState.Update, Task> run)
    {
        for (var turn = 1; turn <= Turns; turn++)
        {
            await run(Done, Say($"hello {turn}"));
        }

        await run(Waiting, Say("hello"));
        await run(Waiting, Say("book a table"));
    }

    public static TalkState.Update Say(string text) => new() { Said = [new Asked(text)] };

    public static string Buy() => "ticket 1";

    public static string BuyAgain() => throw new InvalidOperationException("The ticket was bought before.");

    /// <summary>Reads everything, and goes on where the thread waits. The effect that was stored must not happen again.</summary>
    public static async Task CheckAsync(CompiledGraph<TalkState> graph)
    {
        var state = (await graph.GetStateAsync(Done)).State;
        state.Said.Should().Equal(Enumerable.Range(1, Turns).SelectMany(turn => new Said[] { new Asked($"hello {turn}"), new Replied($"hm, hello {turn}"), new Replied("fine") }));
        (state.Draft, state.Cost).Should().Be(("draft 34", Turns));
        state.Notes.Should().HaveCount(Turns + 1).And.Contain(new Note("last", "hello 12")).And.Contain(new Note("turn 7", "noted"));
        await CheckHistoryAsync(graph, state);

        var waiting = await graph.GetStateAsync(Waiting);
        waiting.Interrupts.Should().ContainSingle().Which.Value.GetString().Should().Be("When, with ticket 1?");
        var ended = await graph.InvokeAsync(GraphInput.Answer("noon"), Waiting);
        ended.State.Said[^1].Should().Be(new Replied("ticket 1 at noon"));
        ended.State.Notes.Should().Contain(new Note("last", "book a table"));
        ended = await graph.InvokeAsync(Say("goodbye"), Done);
        ended.State.Said.Should().HaveCount((3 * Turns) + 3);
    }

    private static async Task CheckHistoryAsync(CompiledGraph<TalkState> graph, TalkState newest)
    {
        var lengths = new List<int>();
        await foreach (var snapshot in graph.GetHistoryAsync(Done))
        {
            newest.Said.Take(snapshot.State.Said.Length).Should().Equal(snapshot.State.Said);
            lengths.Add(snapshot.State.Said.Length);
        }

        lengths.Should().BeInDescendingOrder().And.HaveCount(4 * Turns).And.EndWith(0);
    }
}
