namespace GraphRuntime;

/// <summary>A command whose update has a state that is known at run time only.</summary>
internal sealed class UntypedCommand(StateUpdate? update) : Command
{
    internal override StateUpdate? UpdateObject => update;

    internal override bool IsForParent => false;
}
