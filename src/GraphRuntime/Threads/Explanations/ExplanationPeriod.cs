namespace GraphRuntime.Threads;

/// <summary>
/// Which facts can belong to an explanation: those up to the last one about the run, and those of the admission that displaced it. An admission stores, in one transaction, what it
/// does to other runs and then its own facts, so that the decision is the first one that follows.
/// </summary>
/// <param name="last">The number of the last fact about the run.</param>
internal sealed class ExplanationPeriod(long last)
{
    private bool _admitted;
    private bool _closed;

    /// <summary>Whether a fact belongs to the period. Facts come by number.</summary>
    public bool Contains(StoredThreadEvent stored)
    {
        if (stored.Number <= last)
        {
            return true;
        }

        // A claim, or a second admission, is another transaction.
        var kind = stored.Fact!.Kind;
        _closed |= kind == RunFactKind.Started || (kind == RunFactKind.Admitted && _admitted);
        var belongs = !_closed;
        _admitted |= kind == RunFactKind.Admitted;
        _closed |= kind == RunFactKind.Decided;
        return belongs;
    }
}
