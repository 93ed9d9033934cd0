namespace GraphRuntime.Threads;

/// <summary>Refuses options of a run, and choices of a call, that make no sense, before anything is stored.</summary>
internal static class RunOptionsCheck
{
    /// <summary>What a timer can wait for.</summary>
    public static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(3660);

    private const StreamModes AllModes =
        StreamModes.Values | StreamModes.Updates | StreamModes.Messages | StreamModes.Custom | StreamModes.Tasks | StreamModes.Checkpoints | StreamModes.Debug;

    public static void Check(RunOptions options)
    {
        if (options.Delay < TimeSpan.Zero || options.Delay > LongestDelay)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Delay, "RunOptions.Delay must not be negative, nor longer than ten years.");
        }

        if (options.Timeout is { } timeout && (timeout <= TimeSpan.Zero || timeout > LongestTimer))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), timeout, "RunOptions.Timeout must be longer than zero and at most 49 days; leave it null for the default.");
        }

        if (options.GivenModes is { } modes && (modes & ~AllModes) != StreamModes.None)
        {
            throw new ArgumentOutOfRangeException(nameof(options), modes, "RunOptions.StreamModes has a mode that does not exist.");
        }

        if (options.WhenGuarded is { } guarded)
        {
            Defined(guarded, nameof(options));
        }

        if (options is { Policy: not null, MultitaskStrategy: not null })
        {
            throw new ArgumentException("RunOptions has both a policy and a strategy. Give one of them; RunPolicy.Always makes a policy of a strategy.", nameof(options));
        }

        if (options is { SteersPath: not null } and ({ Policy: not null } or { MultitaskStrategy: not MultitaskStrategy.Steer } or { Delay.Ticks: not 0 }))
        {
            throw new ArgumentException("RunOptions.SteersPath names a subgraph of a run in flight: it needs the strategy Steer, without a policy and without a delay.", nameof(options));
        }

        if (options.GivenRunId is { } runId)
        {
            Identifiers.Check(runId, "RunOptions.RunId");
        }

        if (options.IdempotencyKey is { } key)
        {
            Identifiers.Check(key, "RunOptions.IdempotencyKey");
        }
    }

    /// <summary>The names of an enumeration, for messages that say what there is.</summary>
    public static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>());

    public static void Defined<T>(T value, string name)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new ArgumentOutOfRangeException(name, value, $"There is no {typeof(T).Name} {value}. Use one of {Names<T>()}.");
        }
    }
}
