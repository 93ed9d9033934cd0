using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>How far the superstep has come that a graph goes on with: what earlier attempts of it left, what this run adds to it, and whether it still stands at a pause.</summary>
internal sealed class OpenSuperstep
{
    /// <summary>What earlier attempts left in the store, by task.</summary>
    public Dictionary<string, PendingTask>? Pending { get; set; }

    /// <summary>The tasks whose questions this run answers, or <see langword="null"/>.</summary>
    public HashSet<string>? Answered { get; set; }

    /// <summary>An edit that came with an answer and is not stored yet: it is refused together with the answer.</summary>
    public PendingWrite? Edit { get; set; }

    /// <summary>True once an edit that came with an answer was applied and is not part of a checkpoint.</summary>
    public bool HasEdits { get; set; }

    /// <summary>True where what tasks had left beside an earlier checkpoint has to be stored beside the present one.</summary>
    public bool CarriesPending { get; set; }

    /// <summary>True once the channels show writes that no checkpoint holds.</summary>
    public bool IsShowingPending { get; set; }

    /// <summary>True where this very run paused at the loaded checkpoint before it was repeated.</summary>
    public bool StaysPaused { get; set; }

    /// <summary>True while the graph goes on with what was pending, until its first superstep is applied.</summary>
    public bool IsResuming { get; set; }

    /// <summary>False until something happened since the last pause, so that a resumed run passes the breakpoint it stands at.</summary>
    public bool BreakpointsArmed { get; set; } = true;

    /// <summary>Whether results of finished tasks are taken from the store.</summary>
    public bool ReusesResults { get; set; } = true;

    /// <summary>Whether a superstep was begun before the run was stopped, and left results, questions or edits: its tasks go on with the state that they have seen.</summary>
    public bool IsBegun => StaysPaused || CarriesPending || HasEdits || Edit is not null || Pending is { Count: > 0 };

    /// <summary>Forgets what earlier attempts left, and the pause: the superstep is complete.</summary>
    public void Complete()
    {
        IsResuming = false;
        BreakpointsArmed = true;
        Pending = null;
        Answered = null;
        CarriesPending = false;
    }
}
