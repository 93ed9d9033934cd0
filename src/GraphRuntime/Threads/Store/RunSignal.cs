namespace GraphRuntime.Threads;

/// <summary>What the owner of a running run is asked to do. The values are stored; they never change their meaning.</summary>
public enum RunSignal
{
    /// <summary>Go on.</summary>
    None = 0,

    /// <summary>Stop: another run displaces this one.</summary>
    Displace = 1,

    /// <summary>Stop: a caller cancelled this run.</summary>
    Cancel = 2,

    /// <summary>Stop, and go back to the queue: a more urgent run goes first (<see cref="MultitaskStrategy.Preempt"/>).</summary>
    Preempt = 3,
}
