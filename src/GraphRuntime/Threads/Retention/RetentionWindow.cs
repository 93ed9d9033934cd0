namespace GraphRuntime.Threads;

/// <summary>
/// Says how far back a pass has to look: what is older was looked at by the pass before. Once a day a pass looks at everything, because what could not be removed then may be removable now.
/// </summary>
internal sealed class RetentionWindow(TimeProvider time)
{
    private static readonly TimeSpan BetweenFullPasses = TimeSpan.FromDays(1);

    /// <summary>Clocks of stores and of this process differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private long? _fullPass;
    private long? _lastPass;
    private (long At, bool IsFull) _begun;

    /// <summary>The time before which the pass that begins now need not look; <see langword="null"/> for a pass over everything.</summary>
    public TimeSpan? Begin()
    {
        var isFull = _fullPass is not { } full || time.GetElapsedTime(full) >= BetweenFullPasses;
        TimeSpan? window = isFull ? null : time.GetElapsedTime(_lastPass!.Value) + Margin;
        _begun = (time.GetTimestamp(), isFull);
        return window;
    }

    /// <summary>The pass is complete.</summary>
    public void End()
    {
        _lastPass = _begun.At;
        _fullPass = _begun.IsFull ? _begun.At : _fullPass;
    }
}
