namespace GraphRuntime.Threads;

/// <summary>A thread to be created.</summary>
public sealed record NewThread
{
    /// <summary>The id.</summary>
    public required string ThreadId { get; init; }

    /// <summary>Caller's metadata as one UTF-8 JSON object of scalars, or empty.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>Whether a thread that is already there is returned as it is; otherwise it is an error.</summary>
    public bool ExistingIsFine { get; init; }
}
