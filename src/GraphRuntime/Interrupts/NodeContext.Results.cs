using GraphRuntime.Execution;

namespace GraphRuntime;

public sealed partial class NodeContext
{
    private DestinationList _destinations;

    internal TaskState State { get; set; }

    /// <summary>What the task writes, or <see langword="null"/>.</summary>
    internal StateUpdate? Update { get; set; }

    /// <summary>True where the update is already in the channels: the only task of a superstep applies it at once.</summary>
    internal bool IsApplied { get; set; }

    /// <summary>Where the task goes besides its edges.</summary>
    internal ref readonly DestinationList Destinations => ref _destinations;

    /// <summary>A command for the graph one level up.</summary>
    internal Command? ParentCommand { get; set; }

    internal Exception? Error { get; set; }

    /// <summary>The error that the handler which ran in the node's place was given.</summary>
    internal Exception? HandledError { get; set; }

    /// <summary>Whether the node's own edges are followed.</summary>
    internal bool FollowsEdges => HandledError is null;

    internal bool IsFinished => State is TaskState.Done or TaskState.Reused;

    /// <summary>True once what the task left is in the store.</summary>
    internal bool IsSaved { get; set; }

    /// <summary>True where there is nothing to give back when the task ends.</summary>
    internal bool HoldsNothing => _cancellation is null && _scope is null;

    internal void AddDestination(Destination destination) => _destinations.Add(destination);

    /// <summary>Begins another attempt: what the last one did is forgotten, its answers are kept.</summary>
    internal void BeginAttempt(int attempt)
    {
        Attempt = attempt;
        _asked = 0;
        BeginCalls();
        Update = null;
        StoreWrites = null;
        _destinations = default;
    }
}
