namespace GraphRuntime.Graphs;

/// <summary>Ids that order by the time at which they were made.</summary>
internal sealed class RandomIds : IIdSource
{
    public static RandomIds Instance { get; } = new();

#pragma warning disable RS0030 // All ids of the library come from this line.
    public string NewId() => Guid.CreateVersion7().ToString("n");
#pragma warning restore RS0030
}
