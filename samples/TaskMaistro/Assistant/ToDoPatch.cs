namespace TaskMaistro.Assistant;

/// <summary>A change of one to-do.</summary>
/// <param name="Id">The to-do.</param>
/// <param name="Deadline">Its new deadline.</param>
/// <param name="Plan">Why.</param>
public sealed record ToDoPatch(string Id, string? Deadline, string Plan);
