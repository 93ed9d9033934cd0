namespace GraphRuntime;

/// <summary>How an effect is treated.</summary>
/// <typeparam name="T">The result of the effect.</typeparam>
public sealed record EffectOptions<T>
{
    /// <summary>
    /// Finds out whether an effect happened that an earlier attempt was about to do when it was cut off. Without it the node fails with
    /// <see cref="EffectUnknownException"/>, because doing it again might do it twice.
    /// </summary>
    public Func<EffectClaim, CancellationToken, ValueTask<EffectFinding<T>>>? Reconcile { get; init; }

    /// <summary>The name of what undoes the effect when its run is rolled back, from <see cref="CompileOptions.Compensations"/>; <see langword="null"/> for nothing.</summary>
    public string? Compensation { get; init; }
}
