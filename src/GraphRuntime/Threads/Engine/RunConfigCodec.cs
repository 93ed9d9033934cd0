using System.Text.Json;

namespace GraphRuntime.Threads;

/// <summary>Turns the configuration of a run into bytes and back. A run with nothing but defaults has no bytes.</summary>
internal static class RunConfigCodec
{
    public static ReadOnlyMemory<byte> Encode(RunConfig config, TimeSpan? timeout)
    {
        if (timeout is null && config == RunConfig.Default)
        {
            return default;
        }

        var stored = new StoredRunConfig
        {
            InterruptBefore = config.InterruptBefore,
            InterruptAfter = config.InterruptAfter,
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
            return (RunConfig.Default with { RunId = run.RunId }, null);
        }

        var stored = JsonSerializer.Deserialize(run.Config.Span, StoredRunConfigJson.Default.StoredRunConfig) ?? new StoredRunConfig();
        var config = RunConfig.Default with
        {
            InterruptBefore = stored.InterruptBefore,
            InterruptAfter = stored.InterruptAfter,
            RecursionLimit = stored.RecursionLimit ?? RunConfig.Default.RecursionLimit,
            Durability = stored.Durability ?? RunConfig.Default.Durability,
            MaxConcurrency = stored.MaxConcurrency,
            StreamModes = (StreamModes)(stored.StreamModes ?? (int)RunConfig.Default.StreamModes),
            StreamSubgraphs = stored.StreamSubgraphs ?? false,
            Metadata = stored.Metadata is null ? null : ScalarJson.FromObject(stored.Metadata),
            RunId = run.RunId,
        };
        return (config, stored.TimeoutMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null);
    }
}
