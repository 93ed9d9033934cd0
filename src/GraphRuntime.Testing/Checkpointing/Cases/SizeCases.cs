using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static class SizeCases
{
    private const int TenMegabytes = 10 * 1024 * 1024;

    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("Size: a value of 10 MB", Value),
        Case("Size: appends of 10 MB", Appends),
        Case("Size: a body, results and a pending write of 10 MB", OtherParts),
        Case("Size: every byte value survives", EveryByte),
    ];

    private static async Task Value(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Set("large", Bytes(1)).Set("small", "x")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Set("small", "y")).ConfigureAwait(false);
        Expect.Same(line.Head, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task Appends(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Append("log", Bytes(1))).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "a little")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", Bytes(2))).ConfigureAwait(false);
        Expect.Same(line.Head, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task OtherParts(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var first = await line.PutNextAsync(draft => draft.Body = Bytes(1)).ConfigureAwait(false);
        var second = await line.PutNextAsync(draft => draft.Results = Bytes(2)).ConfigureAwait(false);
        PendingWrite write = new("task", PendingWriteKind.Result, Bytes(3));
        await line.PutWritesAsync(2, write).ConfigureAwait(false);
        Expect.Same(first with { ChildResults = second.Record.Results }, await line.StoredAsync(1).ConfigureAwait(false));
        Expect.Same(second with { PendingWrites = [write] }, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task EveryByte(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var all = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        await line.PutNextAsync(draft =>
        {
            (draft.Body, draft.Results) = (all, [.. all.Reverse()]);
            draft.Set("value", all).Append("log", all);
        }).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", all)).ConfigureAwait(false);
        Expect.Same(line.Head, await line.StoredAsync().ConfigureAwait(false));
    }

    private static byte[] Bytes(byte first)
    {
        var bytes = new byte[TenMegabytes];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(first + i + (i >> 8) + (i >> 16));
        }

        return bytes;
    }
}
