namespace GraphRuntime;

/// <summary>What a node answers, or a caller gives as input, when it wants more than an update: where to go next, or a word to the graph above.</summary>
public abstract class Command
{
    private protected Command()
    {
    }

    /// <summary>Where to go next, in addition to what the node's edges trigger.</summary>
    public Routes Goto { get; init; }

    internal abstract StateUpdate? UpdateObject { get; }

    internal abstract bool IsForParent { get; }
}
