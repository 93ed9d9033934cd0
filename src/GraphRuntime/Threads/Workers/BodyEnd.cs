namespace GraphRuntime.Threads;

/// <summary>How the body of a run came to its end: with a result, with an exception, or not at all within its grace period.</summary>
internal sealed record BodyEnd(ThreadGraphResult? Result, Exception? Exception)
{
    public static BodyEnd Abandoned { get; } = new(null, null);

    /// <summary>The node whose failure ended it, or <see langword="null"/>.</summary>
    public string? Node { get; init; }

    public bool IsAbandoned => this == Abandoned;
}
