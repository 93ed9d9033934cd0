namespace GraphRuntime.Building;

/// <summary>A conditional edge as it was added.</summary>
internal sealed record BranchDraft(
    string From,
    string? Name,
    Func<object, CancellationToken, ValueTask<Routes>> Choose,
    IReadOnlyDictionary<string, string>? Map);
