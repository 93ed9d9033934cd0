using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;
using static GraphRuntime.Testing.Checkpointing.Bench.LineWriter;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static class OddKeyCases
{
    /// <summary>Names that trip code which quotes, folds, trims, normalises or matches where it should compare.</summary>
    private static readonly string[] OddNames =
    [
        "", " ", "  ", "a", "A", "a ", " a", "é", "e\u0301", "日本語", "🙂", "ключ", "a'b", "a\"b", "a`b", "a\\b", "a/b", "a|b", "a:b", "a;b",
        "a%b", "a_b", "a*b", "[a]", "{a}", "$1", "@p", "?1", ":p", "--", "/*", "'; DROP TABLE checkpoints; --", "null", "NULL", "0", "00", "ß", "SS",
        "İ", "i", "ı", "\u00a0", "ﬁ", "fi", new string('x', 500),
    ];

    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("Odd keys: threads", Threads),
        Case("Odd keys: namespaces", Namespaces),
        Case("Odd keys: channels, as values and as logs", Channels),
        Case("Odd keys: tasks", Tasks),
        Case("Odd keys: runs", Runs),
        Case("Odd keys: copying between odd threads", Copies),
    ];

    private static async Task Threads(CheckpointerBench bench)
    {
        var prefix = NewThreadId();
        foreach (var name in OddNames)
        {
            var line = await bench.Line(prefix + name).AcquireAsync().ConfigureAwait(false);
            Expect.Equal(1, line.Epoch, $"epoch of '{name}'");
            await line.PutNextAsync(draft => draft.Set("value", name).Append("log", name)).ConfigureAwait(false);
        }

        foreach (var name in OddNames)
        {
            var line = bench.Line(prefix + name);
            Expect.Equal(name, Contents.Text(await line.StoredAsync().ConfigureAwait(false), "value"), "value");
            Expect.Equal(1, (await line.ListAsync().ConfigureAwait(false)).Count, $"checkpoints of '{name}'");
            await line.DeleteThreadAsync().ConfigureAwait(false);
            Expect.Same(null, await line.StoredAsync().ConfigureAwait(false));
        }
    }

    private static async Task Namespaces(CheckpointerBench bench)
    {
        var root = bench.NewLine();
        foreach (var name in OddNames)
        {
            await root.Namespace(name).PutNextAsync(draft => draft.Set("value", name)).ConfigureAwait(false);
        }

        foreach (var name in OddNames)
        {
            Expect.Equal(name, Contents.Text(await root.Namespace(name).StoredAsync().ConfigureAwait(false), "value"), "value");
        }

        Expect.Sequence(ByUtf8(OddNames), ByUtf8(await root.NamespacesAsync().ConfigureAwait(false)), "namespaces");
    }

    private static async Task Channels(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => SetAll(draft, "old ")).ConfigureAwait(false);
        await line.PutNextAsync(draft => SetAll(draft, "new ")).ConfigureAwait(false);
        Expect.Same(line.Head, await line.StoredAsync().ConfigureAwait(false));
        Expect.Same(line.Head, (await line.ListAsync(query => query with { Limit = 1 }).ConfigureAwait(false))[0]);
    }

    private static void SetAll(Draft draft, string prefix)
    {
        foreach (var (name, i) in OddNames.Select((name, i) => (name, i)))
        {
            _ = i % 2 == 0 ? draft.Set(name, prefix + name) : draft.Append(name, prefix + name);
        }
    }

    private static async Task Tasks(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync().ConfigureAwait(false);
        await line.PutWritesAsync(1, [.. OddNames.Select(name => Write(name, "old"))]).ConfigureAwait(false);
        await line.PutWritesAsync(1, [.. OddNames.Select(name => Write(name, name))]).ConfigureAwait(false);
        var stored = (await line.StoredAsync().ConfigureAwait(false))!.PendingWrites;
        Expect.Sequence(ByUtf8(OddNames), ByUtf8(stored.Select(write => write.TaskId)), "tasks");
        foreach (var write in stored)
        {
            Expect.True(write == Write(write.TaskId, write.TaskId) with { Payload = write.Payload }, $"write of '{write.TaskId}'");
            Expect.Equal(write.TaskId, System.Text.Encoding.UTF8.GetString(write.Payload.Span), "payload");
        }
    }

    private static async Task Runs(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        foreach (var name in OddNames)
        {
            await line.PutNextAsync(draft => draft.RunId = name).ConfigureAwait(false);
        }

        for (var i = 0; i < OddNames.Length; i++)
        {
            var listed = await line.ListAsync(query => query with { RunId = OddNames[i] }).ConfigureAwait(false);
            Expect.Sequence([i + 1L], listed.Select(one => one.Record.Id), $"checkpoints of run '{OddNames[i]}'");
            await line.DeleteRunsAsync(OddNames[i]).ConfigureAwait(false);
            Expect.Equal(OddNames.Length - i - 1, (await line.ListAsync().ConfigureAwait(false)).Count, $"checkpoints without run '{OddNames[i]}'");
        }
    }

    private static async Task Copies(CheckpointerBench bench)
    {
        var prefix = NewThreadId();
        for (var i = 0; i < OddNames.Length - 1; i++)
        {
            var line = bench.Line(prefix + OddNames[i]);
            var expected = (await line.StoredAsync().ConfigureAwait(false))
                ?? await line.PutNextAsync(draft => draft.Set("value", "copied along")).ConfigureAwait(false);
            await bench.CopyAsync(line.ThreadId, prefix + OddNames[i + 1]).ConfigureAwait(false);
            Expect.Same(expected, await bench.Line(prefix + OddNames[i + 1]).StoredAsync().ConfigureAwait(false));
        }
    }

    // Beyond the basic plane UTF-8 and UTF-16 order differ; here only the set matters.
    private static IEnumerable<string> ByUtf8(IEnumerable<string> names) => names.Order(StringComparer.Ordinal);
}
