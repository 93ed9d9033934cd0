using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>What a decision sees of a thread.</summary>
internal static class Snapshots
{
    public static ThreadSnapshot Take(SqliteSession session, ThreadRow thread, DateTimeOffset now, bool includeInputs)
    {
        var runs = new List<RunInFlight>();
        if (thread.Exists)
        {
            var pending = RunTable.Pending(session, thread, includeInputs);
            runs.AddRange(RunTable.Running(session, thread, includeInputs).Select(InFlight));
            runs.AddRange(pending.Where(run => !run.Stored.Delayed).Select(InFlight));
            runs.AddRange(pending.Where(run => run.Stored.Delayed).OrderBy(run => run.Stored.NotBefore).ThenBy(run => run.Stored.Sequence).Select(InFlight));
        }

        return new ThreadSnapshot { Thread = thread.ToStored(), Now = now, Epoch = thread.Epoch, Runs = runs };
    }

    private static RunInFlight InFlight(RunRow row) => RunInFlight.Of(row.Stored, includeInput: true);
}
