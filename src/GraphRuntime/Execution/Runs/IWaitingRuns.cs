namespace GraphRuntime.Execution;

/// <summary>The other runs of a thread that are in flight and go on after the present one.</summary>
internal interface IWaitingRuns
{
    /// <summary>Whether the present run goes before runs that had begun.</summary>
    bool IsUrgent { get; }

    /// <summary>Reads them, in the order of their queue.</summary>
    ValueTask<IReadOnlyList<WaitingRun>> ReadAsync();
}
