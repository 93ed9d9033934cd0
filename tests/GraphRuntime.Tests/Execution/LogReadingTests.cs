using System.Text.Json.Serialization;
using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Graphs;

namespace GraphRuntime.Tests.Execution;

public sealed class LogReadingTests
{
    [Fact]
    public async Task A_thread_that_goes_on_does_not_read_its_logs_again()
    {
        var store = new ThriftyCheckpointer();
        var graph = StateGraph.Create<ApiState>("chat")
            .AddNode("answer", s => new ApiState.Update { Messages = ["saw " + s.Messages.Length] })
            .AddEdge(Graph.Start, "answer")
            .AddEdge("answer", Graph.End)
            .Compile(new() { Checkpointer = store });

        for (var turn = 0; turn < 3; turn++)
        {
            await graph.InvokeAsync(new ApiState.Update { Messages = ["turn " + turn] }, "t1");
        }

        var early = await graph.GetStateAsync("t1");
        await graph.InvokeAsync(new ApiState.Update { Messages = ["last"] }, "t1");
        var state = await graph.GetStateAsync("t1");
        early.State.Messages.Should().HaveCount(6);
        state.State.Messages.Should().Equal("turn 0", "saw 1", "turn 1", "saw 3", "turn 2", "saw 5", "last", "saw 7");
        store.Reads.Should().Be(6);
        store.LogsHandedOut.Should().Be(1, "the first run wrote more than it found and keeps nothing; from then on runs and readers hand the channels on to each other");
    }

    [Fact]
    public async Task Items_that_refer_to_themselves_are_read_one_by_one()
    {
        var graph = StateGraph.Create<FamilyState>("family")
            .AddNode("add", _ => new FamilyState.Update { Persons = [new Person("Ada"), new Person("Bob")] })
            .AddEdge(Graph.Start, "add")
            .AddEdge("add", Graph.End);
        var store = new InMemoryCheckpointer();
        await graph.Compile(new() { Checkpointer = store }).InvokeAsync(new FamilyState.Update(), "t1");

        var persons = (await graph.Compile(new() { Checkpointer = store }).GetStateAsync("t1")).State.Persons;

        persons.Should().OnlyContain(person => person.Self == person);
        persons.Select(person => person.Name).Should().Equal("Ada", "Bob");
    }

    /// <summary>Keeps times as databases do, in microseconds, and leaves out the logs that a reader has.</summary>
    private sealed class ThriftyCheckpointer() : DelegatingCheckpointer(new InMemoryCheckpointer())
    {
        public int Reads { get; private set; }

        public int LogsHandedOut { get; private set; }

        public override async ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, long knownId, CancellationToken cancellationToken)
        {
            Reads++;
            var read = await base.ReadAsync(address, checkpointId, knownId, cancellationToken);
            if (read.Checkpoint is not { } found)
            {
                return read;
            }

            var isKnown = found.Record.Id == knownId;
            LogsHandedOut += isKnown ? 0 : found.Channels.Count(c => c.Reference.IsLog);
            var created = found.Record.CreatedAt;
            return read with
            {
                Checkpoint = found with
                {
                    Record = found.Record with { CreatedAt = created.AddTicks(-(created.Ticks % TimeSpan.TicksPerMicrosecond)) },
                    Channels = isKnown ? [.. found.Channels.Select(c => c.Reference.IsLog ? c with { Chunks = [] } : c)] : found.Channels,
                },
            };
        }
    }
}

[GraphState(JsonContext = typeof(FamilyContext))]
internal sealed partial record FamilyState
{
    [Append]
    public IReadOnlyList<Person> Persons { get; init; } = [];
}

internal sealed class Person
{
    public Person() => Self = this;

    public Person(string name)
        : this() => Name = name;

    public string Name { get; set; } = "";

    public Person Self { get; set; }
}

[JsonSourceGenerationOptions(ReferenceHandler = JsonKnownReferenceHandler.Preserve)]
[JsonSerializable(typeof(IReadOnlyList<Person>))]
internal sealed partial class FamilyContext : JsonSerializerContext;
