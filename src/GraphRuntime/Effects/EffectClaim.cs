namespace GraphRuntime;

/// <summary>An effect of which it is not known whether it happened.</summary>
/// <param name="Key">Its key.</param>
/// <param name="NodeName">The node.</param>
/// <param name="RunId">The run that was about to do it.</param>
/// <param name="ClaimedAt">When it was about to do it.</param>
public sealed record EffectClaim(string Key, string NodeName, string RunId, DateTimeOffset ClaimedAt);
