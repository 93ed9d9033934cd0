namespace GraphRuntime.Testing.Simulations;

/// <summary>The guards of the design, each of which can be taken away.</summary>
internal static class Defect
{
    public static IReadOnlyDictionary<string, Func<SimulationOptions, SimulationOptions>> All { get; } =
        new Dictionary<string, Func<SimulationOptions, SimulationOptions>>(StringComparer.Ordinal)
        {
            ["fence"] = static options => options with { WrapRunStore = static store => new Unguarded(store) { IgnoresFence = true } },
            ["epoch"] = static options => options with { WrapCheckpointer = static checkpointer => new UnguardedCheckpointer(checkpointer) { IgnoresEpoch = true } },
            ["head"] = static options => options with { WrapCheckpointer = static checkpointer => new UnguardedCheckpointer(checkpointer) { IgnoresHead = true } },
            ["effects"] = static options => options with { WrapCheckpointer = static checkpointer => new UnguardedCheckpointer(checkpointer) { ForgetsEffects = true } },
            ["transaction"] = static options => options with { WrapRunStore = static store => new Unguarded(store) { DecidesEarly = true } },
            ["winddown"] = static options => options with { WrapRunStore = static store => new Unguarded(store) { ForgetsWindDown = true } },
            ["quarantine"] = static options => options with { WrapRunStore = static store => new Unguarded(store) { HidesAttempts = true } },
            ["sequence"] = static options => options with { WrapRunStore = static store => new Unguarded(store) { OrdersByTime = true } },
        };
}
