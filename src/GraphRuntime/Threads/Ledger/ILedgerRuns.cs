namespace GraphRuntime.Threads.Ledger;

/// <summary>Reads the runs of one thread as they are before a transition. Sequences are read only as far as they are enumerated.</summary>
internal interface ILedgerRuns
{
    /// <summary>The running run, if there is one.</summary>
    StoredRun? Running { get; }

    /// <summary>The pending runs that are not delayed, in the order of <see cref="RunTransitions.InQueue"/>.</summary>
    IEnumerable<StoredRun> Queued { get; }

    /// <summary>The delayed runs, by <see cref="RunTransitions.OpensAt"/>, then by sequence.</summary>
    IEnumerable<StoredRun> Delayed { get; }

    /// <summary>The delayed runs that are held, by sequence.</summary>
    IEnumerable<StoredRun> Held { get; }

    /// <summary>The runs, ended or not, whose inputs are for a run or have gone into it, by sequence.</summary>
    IEnumerable<StoredRun> SteeredInto(string runId);

    /// <summary>Any run of the thread.</summary>
    StoredRun? Find(string runId);

    /// <summary>The ids of the runs whose inputs are owed, in any order.</summary>
    IEnumerable<string> OwedRunIds { get; }
}
