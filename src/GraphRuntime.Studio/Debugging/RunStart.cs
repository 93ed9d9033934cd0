namespace GraphRuntime.Studio;

/// <summary>A run that the studio is to create.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Input">The input.</param>
/// <param name="Command">The command of the studio that asks for it.</param>
internal sealed record RunStart(string Graph, GraphInput Input, string Command)
{
    private const StreamModes Modes = StreamModes.Updates | StreamModes.Messages | StreamModes.Custom | StreamModes.Tasks | StreamModes.Checkpoints;

    public MultitaskStrategy? Strategy { get; init; }

    public IReadOnlyDictionary<string, object?>? Metadata { get; init; }

    public IReadOnlyDictionary<string, object?>? Context { get; init; }

    /// <summary>Goes on with what is pending, where the run before it paused. Somebody else's run is not disturbed.</summary>
    public RunStart Next() => this with { Input = GraphInput.Resume, Strategy = MultitaskStrategy.Reject, Context = null };

    /// <summary>The options of the run. Without breakpoints of its own it has those that the graph was compiled with.</summary>
    public RunOptions Options(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var marks = StudioMark.On(Command, Metadata);
        return new RunOptions
        {
            MultitaskStrategy = Strategy,
            Metadata = marks,
            StreamModes = Modes,
            Config = new RunConfig
            {
                InterruptBefore = before.Count == 0 ? null : before,
                InterruptAfter = after.Count == 0 ? null : after,
                StreamSubgraphs = true,
                Metadata = marks,
                Context = Context,
            },
        };
    }
}
