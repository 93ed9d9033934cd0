using System.Collections.Immutable;
using System.Text.Json;
using GraphRuntime.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.CrashHost;

/// <summary>Writes what the store knows at the end.</summary>
internal static class DumpCommand
{
    private const int Page = 500;

    public static async Task<int> RunAsync(HostOptions options, IServiceProvider services, OperationsLog log)
    {
        var coordinator = services.GetRequiredService<ThreadRunCoordinator>();
        var graph = services.GetRequiredKeyedService<CompiledGraph<CrashState>>(CrashGraph.Name);
        var threads = await coordinator.SearchThreadsAsync(new ThreadSearchOptions { Limit = 10_000 });
        var runs = 0;
        foreach (var thread in threads)
        {
            runs += await RunsAsync(coordinator, thread.ThreadId, log);
            var state = (await graph.GetStateAsync(thread.ThreadId)).State;
            log.Write("state", json =>
            {
                json.WriteString("th", thread.ThreadId);
                WriteList(json, "log", state.Log);
                WriteList(json, "steered", state.Steered);
            });
        }

        await StoreAsync(services.GetRequiredService<IStore>(), log);
        foreach (var effect in new OutsideWorld(options, log).Effects)
        {
            log.Write("effect", json => json.WriteString("r", effect));
        }

        log.Write("dump_end", json =>
        {
            json.WriteNumber("runs", runs);
            json.WriteNumber("threads", threads.Count);
        });
        return 0;
    }

    private static async Task StoreAsync(IStore store, OperationsLog log)
    {
        IReadOnlyList<StoreItem> page;
        for (var count = 0; (page = await store.SearchAsync(new StoreQuery { Prefix = CrashGraph.Notes, Offset = count, Limit = Page }, default)).Count > 0; count += page.Count)
        {
            foreach (var item in page)
            {
                log.Write("stored", json => json.WriteString("r", item.Key.Key));
            }
        }
    }

    private static void WriteList(Utf8JsonWriter json, string name, ImmutableArray<string> entries)
    {
        json.WriteStartArray(name);
        foreach (var entry in entries)
        {
            json.WriteStringValue(entry);
        }

        json.WriteEndArray();
    }

    private static async Task<int> RunsAsync(ThreadRunCoordinator coordinator, string threadId, OperationsLog log)
    {
        var count = 0;
        IReadOnlyList<RunInfo> page;
        do
        {
            page = await coordinator.ListRunsAsync(threadId, new RunListOptions { NewestFirst = false, Offset = count, Limit = Page });
            foreach (var run in page)
            {
                log.Write("run", json =>
                {
                    json.WriteString("r", run.RunId);
                    json.WriteString("th", run.ThreadId);
                    json.WriteNumber("seq", run.Sequence);
                    json.WriteString("status", RunWords.Of(run.Status, run.Reason));
                    json.WriteNumber("att", run.Attempt);
                    json.WriteString("strat", run.Strategy.ToString().ToLowerInvariant());
                    if (run.Metadata.ContainsKey("schedule_id"))
                    {
                        json.WriteBoolean("scheduled", true);
                    }

                    if (run.Reason == RunStatusReason.Steered)
                    {
                        json.WriteString("taken_by", run.SteersRunId);
                    }
                });
            }

            count += page.Count;
        }
        while (page.Count == Page);
        return count;
    }
}
