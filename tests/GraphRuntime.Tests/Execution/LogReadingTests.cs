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
