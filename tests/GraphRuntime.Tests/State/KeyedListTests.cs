using FluentAssertions;
using GraphRuntime.Checkpointing;
using Xunit;

namespace GraphRuntime.Tests.State;

internal sealed record Note(string Id, string Text);

[GraphState]
internal sealed partial record NotesState
{
    [Merge(nameof(IdOf))]
    public IReadOnlyList<Note> Notes { get; init; } = [];

    private static string IdOf(Note note) => note.Id;
}

public sealed class KeyedListTests
{
    [Fact]
    public async Task An_entry_with_a_known_key_takes_the_place_of_the_older_one()
    {
        var graph = Graph();

        await graph.InvokeAsync(Notes(new Note("1", "one"), new Note("2", "two")), "t");
        var result = await graph.InvokeAsync(Notes(new Note("1", "ONE"), new Note("3", "three")), "t");

        Texts(result.State).Should().Equal("ONE", "two", "three");
        Texts((await graph.GetStateAsync("t")).State).Should().Equal("ONE", "two", "three");
    }

    [Fact]
    public async Task A_state_that_was_read_does_not_change_with_later_writes()
    {
        var seen = new List<NotesState>();
        var graph = StateGraph.Create<NotesState>("notes")
            .AddNode("append", (state, _) => Keep(state, new Note("2", "two")))
            .AddNode("replace", (state, _) => Keep(state, new Note("1", "ONE")))
            .AddNode("end", (state, _) => Keep(state, new Note("2", "TWO")))
            .AddEdge(GraphRuntime.Graph.Start, "append").AddEdge("append", "replace").AddEdge("replace", "end")
            .Compile(new CompileOptions { Checkpointer = new InMemoryCheckpointer() });

        var result = await graph.InvokeAsync(Notes(new Note("1", "one")), "t");

        seen.Select(Texts).Should().BeEquivalentTo<IEnumerable<string>>([["one"], ["one", "two"], ["ONE", "two"]], o => o.WithStrictOrdering());
        Texts(result.State).Should().Equal("ONE", "TWO");

        ValueTask<NodeResult<NotesState>> Keep(NotesState state, Note note)
        {
            seen.Add(state);
            return new(Notes(note));
        }
    }

    [Fact]
    public async Task A_list_that_grows_over_many_runs_is_read_back_as_it_was_written()
    {
        var graph = Graph();
        for (var i = 0; i < 40; i++)
        {
            await graph.InvokeAsync(Notes(new Note($"{i}", $"{i}"), new Note($"{i / 2}", $"again {i}")), "t");
        }

        var kept = await graph.InvokeAsync(Notes(new Note("last", "last")), "t");
        var read = await graph.GetStateAsync("t");

        kept.State.Notes.Should().HaveCount(41);
        Texts(kept.State).Should().Equal(Texts(read.State));
    }

    private static CompiledGraph<NotesState> Graph() => StateGraph.Create<NotesState>("notes")
        .AddNode("nothing", (_, _) => new(default(NodeResult<NotesState>)))
        .AddEdge(GraphRuntime.Graph.Start, "nothing")
        .Compile(new CompileOptions { Checkpointer = new InMemoryCheckpointer() });

    private static NotesState.Update Notes(params Note[] notes) => new() { Notes = notes };

    private static IEnumerable<string> Texts(NotesState state) => state.Notes.Select(static note => note.Text);
}
