using System.Diagnostics;
using System.Text.Json;
using GraphRuntime.Diagnostics;
using GraphRuntime.Execution;

namespace GraphRuntime.Threads;

/// <summary>Turns the configuration of a run into bytes and back. A run with nothing but defaults has no bytes.</summary>
internal static class RunConfigCodec
{
    private static readonly RunConfig Defaults = RunConfig.Default with { StreamModes = RunOptions.DefaultModes };

    /// <summary>The bytes, without <see cref="RunConfig.Context"/>: what a run inherits is known in the transaction that admits it.</summary>
    public static ReadOnlyMemory<byte> Encode(RunConfig config, StreamModes streamModes, TimeSpan? timeout)
    {
        config = config with { StreamModes = streamModes, RunId = null, Context = null };
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
            Durability = (int)config.Durability,
            MaxConcurrency = config.MaxConcurrency,
            StreamModes = (int)streamModes,
            StreamSubgraphs = config.StreamSubgraphs,
            RepeatEffects = config.RepeatEffects ? true : null,
            Metadata = config.Metadata is null ? null : ScalarJson.ToObject(config.Metadata),
            TimeoutMs = timeout?.TotalMilliseconds,
        };
        return JsonSerializer.SerializeToUtf8Bytes(stored, StoredRunConfigJson.Default.StoredRunConfig);
    }

    /// <summary>Encoded bytes with the values that belong to the run.</summary>
    public static ReadOnlyMemory<byte> WithContext(ReadOnlyMemory<byte> config, RunValues values) => JsonSerializer.SerializeToUtf8Bytes(
        Read(config) with { Context = values.Count == 0 ? null : values.ToElement() }, StoredRunConfigJson.Default.StoredRunConfig);

    /// <summary>The values that belong to a run; none where they cannot be read. The worker ends such a run by name, and its record stays readable.</summary>
    public static RunValues ReadContext(StoredRun run, JsonSerializerOptions? options) =>
        TryRead(run.Config)?.Context is { } context ? RunValues.Of(context, options) : RunValues.Empty;

    /// <summary>Encoded bytes with the span that creates the run, where there is one that is recorded.</summary>
    public static ReadOnlyMemory<byte> WithTrace(ReadOnlyMemory<byte> config) => Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C, Id: { } trace }
        ? JsonSerializer.SerializeToUtf8Bytes(Read(config) with { Trace = trace }, StoredRunConfigJson.Default.StoredRunConfig)
        : config;

    /// <summary>The span that created a run, of whichever process.</summary>
    public static ActivityContext ReadTrace(StoredRun run) =>
        !run.Config.IsEmpty && ActivityContext.TryParse(TryRead(run.Config)?.Trace, null, isRemote: true, out var trace) ? trace : default;

    public static (RunConfig Config, TimeSpan? Timeout) Decode(StoredRun run)
    {
        if (run.Config.IsEmpty)
        {
            return (Defaults with { RunId = run.RunId }, null);
        }

        var stored = Read(run.Config);
        var config = Defaults with
        {
            InterruptBefore = stored.InterruptBefore,
            InterruptAfter = stored.InterruptAfter,
            StickyBreakpoints = stored.StickyBreakpoints ?? false,
            RecursionLimit = stored.RecursionLimit ?? Defaults.RecursionLimit,
            Durability = (DurabilityMode?)stored.Durability ?? Defaults.Durability,
            MaxConcurrency = stored.MaxConcurrency,
            StreamModes = (StreamModes)(stored.StreamModes ?? (int)RunOptions.DefaultModes),
            StreamSubgraphs = stored.StreamSubgraphs ?? false,
            RepeatEffects = stored.RepeatEffects ?? false,
            Metadata = stored.Metadata is null ? null : ScalarJson.FromObject(stored.Metadata),
            Context = stored.Context is { } context ? RunValues.Of(context, null) : null,
            RunId = run.RunId,
        };
        return (config, stored.TimeoutMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null);
    }

    private static StoredRunConfig Read(ReadOnlyMemory<byte> config) =>
        config.IsEmpty ? new StoredRunConfig() : JsonSerializer.Deserialize(config.Span, StoredRunConfigJson.Default.StoredRunConfig) ?? new StoredRunConfig();

    private static StoredRunConfig? TryRead(ReadOnlyMemory<byte> config)
    {
        try
        {
            return Read(config);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
