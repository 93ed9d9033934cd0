using GraphRuntime.Channels;

namespace GraphRuntime.Execution;

/// <summary>The commands that nodes of a subgraph sent to this graph in one superstep, applied in the order of these nodes.</summary>
internal sealed class AppliedCommand : Command
{
    public AppliedCommand(IReadOnlyList<Command> sent)
    {
        StateUpdate[] updates = [.. sent.Select(static command => command.UpdateObject).OfType<StateUpdate>()];
        UpdateObject = updates.Length < 2 ? updates.FirstOrDefault() : new CombinedUpdate(updates);
        Goto = sent.Count == 1 ? sent[0].Goto : new Routes(sent.SelectMany(static command => command.Goto).ToArray());
    }

    internal override StateUpdate? UpdateObject { get; }

    internal override bool IsForParent => false;
}
