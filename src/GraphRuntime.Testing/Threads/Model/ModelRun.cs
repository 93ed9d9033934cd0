using GraphRuntime.Threads;

namespace GraphRuntime.Testing.Threads.Model;

/// <summary>A run of the model, its events, and when its end is told.</summary>
internal sealed class ModelRun
{
    public required StoredRun Stored { get; set; }

    public List<RunEvent> Events { get; } = [];

    public DateTimeOffset? TellAt { get; set; }

    public int Told { get; set; }
}
