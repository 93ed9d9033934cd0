namespace GraphRuntime.Execution;

/// <summary>A command that a subgraph sent to this graph.</summary>
internal sealed class AppliedCommand : Command
{
    public AppliedCommand(Command sent)
    {
        UpdateObject = sent.UpdateObject;
        Goto = sent.Goto;
    }

    internal override StateUpdate? UpdateObject { get; }

    internal override bool IsForParent => false;
}
