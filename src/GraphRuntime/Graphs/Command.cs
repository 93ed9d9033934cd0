namespace GraphRuntime;

/// <summary>The result of a node, or the input of a caller, that is more than an update: it also chooses the next nodes, or addresses the parent graph.</summary>
public abstract class Command
{
    private protected Command()
    {
    }

    /// <summary>Where to go next, in addition to what the node's edges trigger.</summary>
    public Routes Goto { get; init; }

    /// <summary>A command for a graph whose state is known at run time only; whether the update fits is checked when it is used.</summary>
    /// <param name="update">The edit of the state, or <see langword="null"/>.</param>
    /// <param name="destinations">What runs next; <see cref="Routes.None"/> leaves it as it is.</param>
    /// <returns>The command.</returns>
    public static Command Create(StateUpdate? update, Routes destinations) => new UntypedCommand(update) { Goto = destinations };

    internal abstract StateUpdate? UpdateObject { get; }

    internal abstract bool IsForParent { get; }
}
