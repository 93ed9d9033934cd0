using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>What follows the end of a run.</summary>
internal static class Endings
{
    private static readonly TimeSpan LongestPatience = TimeSpan.FromHours(1);

    public static bool Acknowledge(RunTransaction transaction, RunLease lease)
    {
        if (transaction.Find(lease.ThreadId) is not { } thread || !thread.Ledger.Acknowledge(lease))
        {
            return false;
        }

        thread.Save(isChange: false);
        return true;
    }

    public static List<EndedRun> Take(RunTransaction transaction, TimeSpan patience, int limit)
    {
        var ended = new List<EndedRun>();
        foreach (var run in RunTable.Ended(transaction.Session, transaction.Now, limit))
        {
            var told = RunTable.Told(transaction.Session, run);
            var wait = patience * Math.Pow(2, Math.Min(told, 30));
            RunTable.Tell(transaction.Session, run, RunTransitions.After(transaction.Now, wait < LongestPatience ? wait : LongestPatience));
            ended.Add(new EndedRun(run.Stored, told + 1));
        }

        return ended;
    }
}
