namespace GraphRuntime.Testing;

/// <summary>What goes wrong in a <see cref="Simulation"/>.</summary>
[Flags]
public enum SimulatedFaults
{
    /// <summary>Nothing; only the order of events varies.</summary>
    None = 0,

    /// <summary>Processes die at any moment and others take their place.</summary>
    Crashes = 1,

    /// <summary>Processes stand still for longer than a lease, and go on as if nothing had happened.</summary>
    Freezes = 2,

    /// <summary>Calls of the store and the checkpointer take their time, and are done in another order than they were made.</summary>
    SlowStore = 4,

    /// <summary>Calls fail, before or after they were done.</summary>
    FailingStore = 8,

    /// <summary>Hints arrive late, twice or never.</summary>
    LooseHints = 16,

    /// <summary>Writes of checkpoints arrive a second time, later.</summary>
    RepeatedWrites = 32,

    /// <summary>The clocks of processes are wrong by up to a day.</summary>
    WrongClocks = 64,

    /// <summary>All of them.</summary>
    All = Crashes | Freezes | SlowStore | FailingStore | LooseHints | RepeatedWrites | WrongClocks,
}
