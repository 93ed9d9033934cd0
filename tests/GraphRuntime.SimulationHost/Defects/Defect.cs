using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing.Simulations;

/// <summary>Worlds in which one of the guards of the design is taken away.</summary>
internal static class Defect
{
    public static IReadOnlyDictionary<string, Func<SimulatedFaults, SimulationOptions>> All { get; } =
        new Dictionary<string, Func<SimulatedFaults, SimulationOptions>>(StringComparer.Ordinal)
        {
            ["fence"] = Store(SimulatedTalk.Options, static store => new Unguarded(store) { IgnoresFence = true }),
            ["epoch"] = Checkpointer(static checkpointer => new UnguardedCheckpointer(checkpointer) { IgnoresEpoch = true }),
            ["head"] = Checkpointer(static checkpointer => new UnguardedCheckpointer(checkpointer) { IgnoresHead = true }),
            ["effects"] = Checkpointer(static checkpointer => new UnguardedCheckpointer(checkpointer) { ForgetsEffects = true }),
            ["transaction"] = Store(SimulatedTalk.Options, static store => new Unguarded(store) { DecidesEarly = true }),
            ["winddown"] = Store(SimulatedTalk.Options, static store => new Unguarded(store) { ForgetsWindDown = true }),
            ["quarantine"] = Store(SimulatedTalk.Options, static store => new Unguarded(store) { HidesAttempts = true }),
            ["sequence"] = Store(SimulatedTalk.Options, static store => new Unguarded(store) { OrdersByTime = true }),
            ["steeredtwice"] = Store(SimulatedSteering.Options, static store => new UnguardedSteering(store) { NumbersByAttempt = true }),
            ["steeredlost"] = Store(SimulatedSteering.Options, static store => new UnguardedSteering(store) { MarksWhatIsTaken = true }),
            ["preemptedended"] = Store(SimulatedPreemption.Options, static store => new UnguardedPreemption(store) { EndsWhatIsPreempted = true }),
            ["preemptedlost"] = Store(SimulatedPreemption.Options, static store => new UnguardedPreemption(store) { HidesWhatWaits = true }),
        };

    private static Func<SimulatedFaults, SimulationOptions> Store(Func<SimulatedFaults, SimulationOptions> world, Func<IRunStore, IRunStore> wrap) =>
        faults => world(faults) with { WrapRunStore = wrap };

    private static Func<SimulatedFaults, SimulationOptions> Checkpointer(Func<ICheckpointer, ICheckpointer> wrap) =>
        faults => SimulatedTalk.Options(faults) with { WrapCheckpointer = wrap };
}
