namespace Studio;

/// <summary>What a person says about a draft.</summary>
/// <param name="Approved">Whether it may be published.</param>
/// <param name="Comment">What should be different.</param>
public sealed record Decision(bool Approved, string? Comment);
