namespace GraphRuntime;

/// <summary>A task or the run paused. Part of the modes values and updates.</summary>
public sealed record InterruptEvent : GraphEvent
{
    /// <summary>The questions; empty at a static breakpoint.</summary>
    public required IReadOnlyList<Interrupt> Interrupts { get; init; }
}
