namespace GraphRuntime.Studio;

/// <summary>What the page has to know about its server.</summary>
internal sealed record StudioInfo(string Version, bool ReadOnly, string Owner, DateTimeOffset Time, IReadOnlyList<string> Graphs, StudioLimits Limits, IReadOnlyList<string> Features);

/// <summary>Limits of the endpoints.</summary>
internal sealed record StudioLimits(int StringLength, int Depth, int Children, int Nodes, int EventBytes, int PageSize, int Sessions);
