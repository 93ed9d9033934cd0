namespace GraphRuntime;

/// <summary>
/// An effect was about to happen when an earlier attempt was cut off, and whether it happened is unknown. It was not repeated. Give the effect a way to find out
/// (<see cref="EffectOptions{T}.Reconcile"/>), or resolve it manually and edit the state.
/// </summary>
public sealed class EffectUnknownException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="claim">The effect.</param>
    public EffectUnknownException(string? threadId, EffectClaim claim)
        : base($"Node '{claim?.NodeName}' on thread '{threadId}' was about to do effect '{claim?.Key}' (run '{claim?.RunId}') when it was cut off, and it is not known whether the effect happened. Give the effect EffectOptions.Reconcile to find out.")
    {
        ThreadId = threadId;
        Claim = claim!;
    }

    /// <summary>The thread.</summary>
    public string? ThreadId { get; }

    /// <summary>The effect.</summary>
    public EffectClaim Claim { get; }
}
