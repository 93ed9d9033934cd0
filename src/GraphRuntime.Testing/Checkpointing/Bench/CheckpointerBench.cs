using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Checkpointing.Bench;

/// <summary>What a case works with: two instances, and threads that nobody else uses.</summary>
internal sealed class CheckpointerBench(ICheckpointer first, ICheckpointer second, CancellationToken cancellationToken)
{
    public ICheckpointer First { get; } = first;

    public ICheckpointer Second { get; } = second;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public static string NewThreadId() => Unique.Name("kit");

    /// <summary>A writer for the root namespace of a thread nobody knows yet.</summary>
    public LineWriter NewLine() => Line(NewThreadId());

    public LineWriter Line(string threadId, string checkpointNamespace = "") =>
        new(First, new CheckpointAddress(threadId, checkpointNamespace), CancellationToken);

    public Task CopyAsync(string source, string target) => First.CopyThreadAsync(source, target, CancellationToken).AsTask();

    public static ConformanceCase<ICheckpointer> Case(string name, Func<CheckpointerBench, Task> body) =>
        new(name, (first, second, cancellationToken) => body(new CheckpointerBench(first, second, cancellationToken)));
}
