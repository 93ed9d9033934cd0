using System.Text.Json;

namespace GraphRuntime.Threads;

/// <summary>Turns the configuration of a run into bytes and back. A run with nothing but defaults has no bytes.</summary>
internal static class RunConfigCodec
{
    private static readonly RunConfig Defaults = RunConfig.Default with { StreamModes = StreamModes.Updates };

    public static ReadOnlyMemory<byte> Encode(RunConfig config, StreamModes streamModes, TimeSpan? timeout)
    {
        config = config with { StreamModes = streamModes, RunId = null };
        if (timeout is null && config == Defaults)
        {
            return default;
        }

        var stored = new StoredRunConfig
        {
            InterruptBefore = config.InterruptBefore,
            InterruptAfter = config.InterruptAfter,
            StickyBreakpoints = config.StickyBreakpoints ? true : null,
            RecursionLimit = config.RecursionLimit,
            Durability = config.Durability,
            MaxConcurrency = config.MaxConcurrency,
            StreamModes = (int)config.StreamModes,
            StreamSubgraphs = config.StreamSubgraphs,
            Metadata = config.Metadata is null ? null : ScalarJson.ToObject(config.Metadata),
            TimeoutMs = timeout?.TotalMilliseconds,
        };
        return JsonSerializer.SerializeToUtf8Bytes(stored, StoredRunConfigJson.Default.StoredRunConfig);
    }

    public static (RunConfig Config, TimeSpan? Timeout) Decode(StoredRun run)
    {
        if (run.Config.IsEmpty)
        {
            return (Defaults with { RunId = run.RunId }, null);
        }

        var stored = JsonSerializer.Deserialize(run.Config.Span, StoredRunConfigJson.Default.StoredRunConfig) ?? new StoredRunConfig();
        var config = Defaults with
        {
            InterruptBefore = stored.InterruptBefore,
            InterruptAfter = stored.InterruptAfter,
            StickyBreakpoints = stored.StickyBreakpoints ?? false,
            RecursionLimit = stored.RecursionLimit ?? Defaults.RecursionLimit,
            Durability = stored.Durability ?? Defaults.Durability,
            MaxConcurrency = stored.MaxConcurrency,
            StreamModes = (StreamModes)(stored.StreamModes ?? (int)Defaults.StreamModes),
            StreamSubgraphs = stored.StreamSubgraphs ?? false,
            Metadata = stored.Metadata is null ? null : ScalarJson.FromObject(stored.Metadata),
            RunId = run.RunId,
        };
        return (config, stored.TimeoutMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null);
    }
}
