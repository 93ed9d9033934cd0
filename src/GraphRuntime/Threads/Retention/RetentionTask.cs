namespace GraphRuntime.Threads;

/// <summary>One kind of what retention removes. A pass over it consists of small steps, each a call or a few calls to a store.</summary>
internal abstract class RetentionTask
{
    /// <summary>The number of runs or threads of a step.</summary>
    protected const int Batch = 100;

    /// <summary>What it removes, for logs.</summary>
    public abstract string What { get; }

    /// <summary>Begins a pass.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Does a step of the pass.</summary>
    /// <param name="cancellationToken">Is cancelled when the coordinator stops.</param>
    /// <returns>How many were removed, and whether the pass is done.</returns>
    public abstract ValueTask<(long Removed, bool IsDone)> StepAsync(CancellationToken cancellationToken);
}
