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

    private static RunInFlight InFlight(RunRow row) => new()
    {
        RunId = row.Stored.RunId,
        GraphName = row.Stored.GraphName,
        Sequence = row.Stored.Sequence,
        Status = row.Stored.Status,
        Strategy = row.Stored.Strategy,
        CreatedAt = row.Stored.CreatedAt,
        StartedAt = row.Stored.StartedAt,
        Attempt = row.Stored.Attempt,
        Delayed = row.Stored.Delayed,
        NotBefore = row.Stored.NotBefore,
        Signal = row.Stored.Signal,
        Guards = row.Stored.Guards,
        Metadata = row.Stored.Metadata,
        Input = row.Stored.Input,
    };
}
