namespace GraphRuntime.Threads;

/// <summary>What happened to a run. The values are stored; they never change their meaning.</summary>
public enum RunFactKind
{
    /// <summary>Nothing; never stored.</summary>
    None = 0,

    /// <summary>The run was admitted: it is pending.</summary>
    Admitted = 1,

    /// <summary>An attempt at it started.</summary>
    Started = 2,

    /// <summary>The attempt was given back or taken away without an outcome; the run is pending again.</summary>
    Released = 3,

    /// <summary>It was asked to stop while it was running. A pending run that is displaced ends at once.</summary>
    Displaced = 4,

    /// <summary>It has a final status.</summary>
    Ended = 5,

    /// <summary>It stopped at questions.</summary>
    Asked = 6,

    /// <summary>It brings the answers to questions of the thread.</summary>
    Answered = 7,

    /// <summary>Its input replaces questions of the thread that were open; nobody has to answer them any more.</summary>
    Discarded = 8,

    /// <summary>It was rolled back: its record, events and checkpoints are gone.</summary>
    RolledBack = 9,

    /// <summary>Its record and events were deleted.</summary>
    Deleted = 10,

    /// <summary>What was decided when it was admitted, and on what. It follows <see cref="Admitted"/>, is kept for explanations, and is not among the events of a thread.</summary>
    Decided = 11,
}
