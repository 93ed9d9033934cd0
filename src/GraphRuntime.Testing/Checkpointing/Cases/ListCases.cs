using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static class ListCases
{
    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("List: an unknown thread or namespace has nothing", Nothing),
        Case("List: newest first, with all values", NewestFirst),
        Case("List: the limit takes the newest", Limit),
        Case("List: before leaves out the named checkpoint and all newer ones", Before),
        Case("List: limit and before together walk through everything once", Paging),
        Case("List: 250 checkpoints come over several pages, each once", Long),
        Case("List: by source", Source),
        Case("List: by step", Step),
        Case("List: by run", Run),
        Case("List: filters combine, and the limit counts what fits", Combined),
        Case("List: without values there are no channels, and the rest is there", WithoutValues),
        Case("List: another thread or namespace does not show", OthersDoNotShow),
        Case("List: checkpoints that arrive or go between two pages do no harm", WhileOthersWrite),
        Case("List: an enumeration may stop half way", StopHalfWay),
    ];

    private static async Task Nothing(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        Expect.Same([], await line.ListAsync().ConfigureAwait(false));
        await line.PutNextAsync().ConfigureAwait(false);
        Expect.Same([], await line.Namespace("other").ListAsync().ConfigureAwait(false));
    }

    private static async Task NewestFirst(CheckpointerBench bench)
    {
        var (line, expected) = await FiveAsync(bench).ConfigureAwait(false);
        Expect.Same(expected, await line.ListAsync().ConfigureAwait(false));
    }

    private static async Task Limit(CheckpointerBench bench)
    {
        var (line, expected) = await FiveAsync(bench).ConfigureAwait(false);
        foreach (var limit in new[] { 0, 1, 3, 5, 6, int.MaxValue })
        {
            var listed = await line.ListAsync(query => query with { Limit = limit }).ConfigureAwait(false);
            Expect.Same([.. expected.Take(limit)], listed);
        }
    }

    private static async Task Before(CheckpointerBench bench)
    {
        var (line, expected) = await FiveAsync(bench).ConfigureAwait(false);
        foreach (var before in new[] { long.MinValue, 0, 1, 3, 5, 6, long.MaxValue })
        {
            var listed = await line.ListAsync(query => query with { Before = before }).ConfigureAwait(false);
            Expect.Same([.. expected.Where(checkpoint => checkpoint.Record.Id < before)], listed);
        }
    }

    private static async Task Paging(CheckpointerBench bench)
    {
        var (line, expected) = await FiveAsync(bench).ConfigureAwait(false);
        var (seen, before) = (new List<StoredCheckpoint>(), (long?)null);
        for (var page = 0; page < 3; page++)
        {
            seen.AddRange(await line.ListAsync(query => query with { Before = before, Limit = 2 }).ConfigureAwait(false));
            before = seen[^1].Record.Id;
        }

        Expect.Same(expected, seen);
    }

    private static async Task Long(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(250, draft => draft.RunId = draft.Id % 2 == 0 ? "even" : "odd").ConfigureAwait(false);
        expected.Reverse();
        Expect.Same(expected, await line.ListAsync().ConfigureAwait(false));
        Expect.Same([.. expected.Take(150)], await line.ListAsync(query => query with { Limit = 150 }).ConfigureAwait(false));
        var even = await line.ListAsync(query => query with { RunId = "even", Limit = 110 }).ConfigureAwait(false);
        Expect.Same([.. expected.Where(checkpoint => checkpoint.Record.RunId == "even").Take(110)], even);
    }

    private static async Task Source(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(12, draft => draft.Source = (CheckpointSource)(draft.Id % 4)).ConfigureAwait(false);
        expected.Reverse();
        foreach (var source in Enumerable.Range(0, 4).Select(value => (CheckpointSource)value))
        {
            var listed = await line.ListAsync(query => query with { Source = source }).ConfigureAwait(false);
            Expect.Sequence(Ids(expected.Where(checkpoint => checkpoint.Record.Source == source)), Ids(listed), $"source {source}");
        }
    }

    private static async Task Step(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(9, draft => draft.Step = (int)(draft.Id % 3) - 1).ConfigureAwait(false);
        Expect.Sequence([9L, 6, 3], Ids(await line.ListAsync(query => query with { Step = -1 }).ConfigureAwait(false)), "step -1");
        Expect.Sequence([8L, 5, 2], Ids(await line.ListAsync(query => query with { Step = 1 }).ConfigureAwait(false)), "step 1");
        Expect.Same([], await line.ListAsync(query => query with { Step = 2 }).ConfigureAwait(false));
    }

    private static async Task Run(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        string?[] runs = ["a", "A", null, "", "a"];
        await line.PutManyAsync(5, draft => draft.RunId = runs[draft.Id - 1]).ConfigureAwait(false);
        Expect.Sequence([5L, 1], Ids(await line.ListAsync(query => query with { RunId = "a" }).ConfigureAwait(false)), "run 'a'");
        Expect.Sequence([4L], Ids(await line.ListAsync(query => query with { RunId = "" }).ConfigureAwait(false)), "run ''");
        Expect.Same([], await line.ListAsync(query => query with { RunId = "b" }).ConfigureAwait(false));
    }

    private static async Task Combined(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(20, draft =>
        {
            draft.RunId = draft.Id % 2 == 0 ? "even" : "odd";
            draft.Source = draft.Id > 10 ? CheckpointSource.Loop : CheckpointSource.Update;
            draft.Step = (int)(draft.Id / 5);
        }).ConfigureAwait(false);
        var listed = await line.ListAsync(query => query with { RunId = "even", Source = CheckpointSource.Loop, Before = 19, Limit = 3 }).ConfigureAwait(false);
        Expect.Sequence([18L, 16, 14], Ids(listed), "run, source, before and limit");
        listed = await line.ListAsync(query => query with { RunId = "odd", Step = 1, Source = CheckpointSource.Update }).ConfigureAwait(false);
        Expect.Sequence([9L, 7, 5], Ids(listed), "run, step and source");
    }

    private static async Task WithoutValues(CheckpointerBench bench)
    {
        var (line, expected) = await FiveAsync(bench).ConfigureAwait(false);
        var listed = await line.ListAsync(query => query with { IncludeValues = false }).ConfigureAwait(false);
        Expect.Same([.. expected.Select(checkpoint => checkpoint with { Channels = [] })], listed);
    }

    private static async Task OthersDoNotShow(CheckpointerBench bench)
    {
        var (line, expected) = await FiveAsync(bench).ConfigureAwait(false);
        await line.Namespace("inner").PutManyAsync(7).ConfigureAwait(false);
        await bench.Line(line.ThreadId + "x").PutManyAsync(7).ConfigureAwait(false);
        Expect.Same(expected, await line.ListAsync().ConfigureAwait(false));
    }

    private static async Task WhileOthersWrite(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(230, draft => draft.RunId = draft.Id > 100 ? "late" : "early").ConfigureAwait(false);
        var seen = new List<long>();
        var query = new CheckpointQuery { Address = line.Address };
        await foreach (var checkpoint in bench.Second.ListAsync(query, bench.CancellationToken).ConfigureAwait(false))
        {
            seen.Add(checkpoint.Record.Id);
            switch (seen.Count)
            {
                case 5: await line.PutManyAsync(3).ConfigureAwait(false); break;
                case 20: await line.DeleteRunsAsync("late").ConfigureAwait(false); break;
                case 30: await line.PruneAsync(options => options with { KeepLatest = 50 }).ConfigureAwait(false); break;
                case 40: await line.DeleteThreadAsync().ConfigureAwait(false); break;
            }
        }

        Expect.True(seen.Count >= 40, $"expected at least the first page, found {seen.Count} checkpoints");
        Expect.Sequence(seen.Distinct().OrderDescending(), seen, "ids, newest first and each once");
    }

    private static async Task StopHalfWay(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(5).ConfigureAwait(false);
        await foreach (var checkpoint in line.Store.ListAsync(new CheckpointQuery { Address = line.Address }, bench.CancellationToken).ConfigureAwait(false))
        {
            if (checkpoint.Record.Id == 4)
            {
                break;
            }
        }

        await line.PutNextAsync().ConfigureAwait(false);
        Expect.Equal(6, (await line.ListAsync().ConfigureAwait(false)).Count, "number of checkpoints");
    }

    private static async Task<(LineWriter Line, List<StoredCheckpoint> Newest)> FiveAsync(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(5, draft => draft.Append("log", $"{draft.Id};")).ConfigureAwait(false);
        expected.Reverse();
        return (line, expected);
    }

    private static IEnumerable<long> Ids(IEnumerable<StoredCheckpoint> checkpoints) => checkpoints.Select(checkpoint => checkpoint.Record.Id);
}
