using GraphRuntime.Diagnostics;
using GraphRuntime.Effects;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Execution;

/// <summary>What few tasks have. It is made when the first of it is set, so that a plain superstep does not pay for it.</summary>
internal sealed class TaskExtras
{
    private List<NoInterruptRegion>? _regions;
    private KnownEffects? _effects;

    public string? TaskId { get; set; }

    public Diagnostics.Span Span { get; set; }

    public AsyncServiceScope? Scope { get; set; }

    public Command? ParentCommand { get; set; }

    public Exception? Error { get; set; }

    public Exception? StorageError { get; set; }

    public Exception? HandledError { get; set; }

    public TaskAnswers? Answers { get; set; }

    /// <summary>Made once, also where several branches of a node ask at the same time.</summary>
    public KnownEffects Effects => _effects ?? Interlocked.CompareExchange(ref _effects, new KnownEffects(), null) ?? _effects;

    /// <summary>True where there is something to give back when the task ends.</summary>
    public bool HoldsAny => Scope is not null || _regions is not null;

    /// <summary>Keeps a region until the task ends. Several branches of a node may enter regions at once, and one after the other without end.</summary>
    public void Keep(NoInterruptRegion region)
    {
        var regions = _regions ?? Interlocked.CompareExchange(ref _regions, [], null) ?? _regions;
        lock (regions)
        {
            regions.RemoveAll(static known => known.IsOver);
            regions.Add(region);
        }
    }

    public async ValueTask GiveBackAsync()
    {
        if (Scope is { } scope)
        {
            await scope.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var region in LeftOpen())
        {
            await region.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A copy: code of an attempt that was given up may still enter regions.</summary>
    private NoInterruptRegion[] LeftOpen()
    {
        if (_regions is not { } regions)
        {
            return [];
        }

        lock (regions)
        {
            return [.. regions];
        }
    }
}
