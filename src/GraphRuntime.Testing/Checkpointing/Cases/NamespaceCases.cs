using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static class NamespaceCases
{
    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("Namespaces: an unknown thread has none", Unknown),
        Case("Namespaces: they come in ordinal order, the root as the empty string", Order),
        Case("Namespaces: ids, heads and values of each are its own", Independent),
        Case("Namespaces: one without checkpoints is not listed", EmptiedIsGone),
        Case("Namespaces: 200 of one thread come back", Many),
    ];

    private static async Task Unknown(CheckpointerBench bench) =>
        Expect.Sequence([], await bench.NewLine().NamespacesAsync().ConfigureAwait(false), "namespaces");

    private static async Task Order(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        string[] ordinal = ["", "B", "a", "a:1", "a:10", "a:2", "a|b", "b", "é", "ﬀ"];
        foreach (var name in ordinal.Reverse())
        {
            await line.Namespace(name).PutNextAsync().ConfigureAwait(false);
        }

        Expect.Sequence(ordinal, await line.NamespacesAsync().ConfigureAwait(false), "namespaces");
    }

    private static async Task Independent(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var (inner, deep) = (line.Namespace("inner"), line.Namespace("inner|deep"));
        await line.PutManyAsync(3).ConfigureAwait(false);
        await inner.PutNextAsync(draft => draft.Set("value", "inside").Append("log", "x")).ConfigureAwait(false);
        deep.LastId = 41;
        await deep.PutNextAsync(draft => draft.Set("value", "deep")).ConfigureAwait(false);
        await line.PutManyAsync(1).ConfigureAwait(false);
        foreach (var (writer, id) in new[] { (line, 4L), (inner, 1), (deep, 42) })
        {
            var read = await writer.ReadAsync().ConfigureAwait(false);
            Expect.Equal((id, id), (read.Head, read.LastId), $"head and last id of '{writer.Address.Namespace}'");
            Expect.Same(writer.Head, read.Checkpoint);
        }
    }

    private static async Task EmptiedIsGone(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync().ConfigureAwait(false);
        await line.Namespace("inner").PutNextAsync(draft => draft.RunId = "undone").ConfigureAwait(false);
        await line.DeleteRunsAsync("undone").ConfigureAwait(false);
        Expect.Sequence([""], await line.NamespacesAsync().ConfigureAwait(false), "namespaces");
        await line.DeleteThreadAsync().ConfigureAwait(false);
        Expect.Sequence([], await line.NamespacesAsync().ConfigureAwait(false), "namespaces of a deleted thread");
    }

    private static async Task Many(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var names = Enumerable.Range(0, 200).Select(i => $"worker:{i:D3}").ToArray();
        foreach (var name in names)
        {
            await line.Namespace(name).PutNextAsync(draft => draft.Set("value", name)).ConfigureAwait(false);
        }

        Expect.Sequence(names, await line.NamespacesAsync().ConfigureAwait(false), "namespaces");
        Expect.Equal("worker:123", Contents.Text(await line.Namespace("worker:123").StoredAsync().ConfigureAwait(false), "value"), "value");
    }
}
