namespace GraphRuntime.Threads;

/// <summary>What an input means for a thread that waits.</summary>
internal enum ThreadInputKind
{
    /// <summary>A new input.</summary>
    New,

    /// <summary>Go on with what is pending.</summary>
    Resume,

    /// <summary>A command that is no answer.</summary>
    Command,

    /// <summary>An answer to an open question.</summary>
    Answer,
}
