using System.Collections.Concurrent;
using GraphRuntime.Effects;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Execution;

/// <summary>What few tasks have. It is made when the first of it is set, so that a plain superstep does not pay for it.</summary>
internal sealed class TaskExtras
{
    private ConcurrentQueue<NoInterruptRegion>? _regions;

    public string? TaskId { get; set; }

    public Diagnostics.Span Span { get; set; }

    public AsyncServiceScope? Scope { get; set; }

    public Command? ParentCommand { get; set; }

    public Exception? Error { get; set; }

    public Exception? StorageError { get; set; }

    public Exception? HandledError { get; set; }

    public TaskAnswers? Answers { get; set; }

    public TaskEffects? Effects { get; set; }

    public ConcurrentQueue<NoInterruptRegion>? Regions => _regions;

    /// <summary>Several branches of a node may enter regions at once.</summary>
    public void Keep(NoInterruptRegion region) => (_regions ?? Interlocked.CompareExchange(ref _regions, new(), null) ?? _regions).Enqueue(region);
}
