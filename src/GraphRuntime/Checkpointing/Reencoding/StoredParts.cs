namespace GraphRuntime.Checkpointing;

/// <summary>Parts of a storage that have content of their own.</summary>
[Flags]
public enum StoredParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Checkpoints with their values, lists, pending writes and effects. <c>CompileOptions.Codec</c> covers these only.</summary>
    Checkpoints = 1,

    /// <summary>Inputs, outputs, errors, questions and configuration of runs, their events, the context of threads, and records of removed runs.</summary>
    Runs = 2,

    /// <summary>Values of the long-term store.</summary>
    Store = 4,

    /// <summary>Everything, which a codec that is a service covers.</summary>
    All = Checkpoints | Runs | Store,
}
