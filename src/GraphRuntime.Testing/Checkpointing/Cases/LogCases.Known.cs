using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;

namespace GraphRuntime.Testing.Checkpointing.Cases;

/// <content>Logs of which a reader knows a part.</content>
internal static partial class LogCases
{
    private static async Task KnownOther(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Append("log", "one,").Set("value", "1")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "two,")).ConfigureAwait(false);
        foreach (var known in new long[] { 0, 1, 3 })
        {
            var read = await line.Store.ReadAsync(line.Address, null, known, bench.CancellationToken).ConfigureAwait(false);
            Expect.Same(line.Head, read.Checkpoint);
        }
    }

    private static async Task KnownSame(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutNextAsync(draft => draft.Append("log", "one,").Set("value", "1")).ConfigureAwait(false);
        await line.PutWritesAsync(1, LineWriter.Write("a", "1")).ConfigureAwait(false);
        var read = await line.Store.ReadAsync(line.Address, 1, 1, bench.CancellationToken).ConfigureAwait(false);
        var logs = read.Checkpoint!.Channels.Where(channel => channel.Reference.IsLog);
        Expect.True(logs.All(log => log.Chunks.Count == 0 || Contents.Of(log).Length == 4), "a log must come whole or not at all");
        var completed = read.Checkpoint with
        {
            Channels = [.. read.Checkpoint.Channels.Select((channel, i) => channel.Reference.IsLog ? expected.Channels[i] : channel)],
        };
        Expect.Same(expected with { PendingWrites = [LineWriter.Write("a", "1")] }, completed);
    }
}
