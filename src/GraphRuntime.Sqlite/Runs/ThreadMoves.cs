using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Threads come, change and go.</summary>
internal static class ThreadMoves
{
    public static StoredThread Create(RunTransaction transaction, NewThread request)
    {
        var row = ThreadTable.Look(transaction.Session, request.ThreadId);
        if (!row.Exists)
        {
            row = row with { Header = row.Header with { CreatedAt = transaction.Now, UpdatedAt = transaction.Now, Metadata = request.Metadata } };
            ThreadTable.Insert(transaction.Session, row);
        }
        else if (!request.ExistingIsFine)
        {
            throw new ThreadExistsException(request.ThreadId);
        }

        return row.Header.ToStored();
    }

    public static StoredThread? Update(RunTransaction transaction, string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change)
    {
        if (ThreadTable.Find(transaction.Session, threadId) is not { } row)
        {
            return null;
        }

        row = row with { Header = row.Header with { Metadata = change(row.Header.Metadata).ToArray(), UpdatedAt = transaction.Now } };
        ThreadTable.SaveMetadata(transaction.Session, row);
        return row.Header.ToStored();
    }

    public static StoredThread Copy(RunTransaction transaction, string sourceId, string targetId)
    {
        var source = ThreadTable.Find(transaction.Session, sourceId) ?? throw new ThreadNotFoundException(sourceId);
        if (ThreadTable.Find(transaction.Session, targetId) is not null)
        {
            throw new ThreadExistsException(targetId);
        }

        new CopyThread(sourceId, targetId).Execute(transaction.Session);
        transaction.Moved.Add(targetId);
        var target = ThreadTable.Look(transaction.Session, targetId);
        var header = source.Header with
        {
            ThreadId = targetId,
            CreatedAt = transaction.Now,
            UpdatedAt = transaction.Now,
            Status = source.Header.Rest.Status,
            LastSequence = 0,
            Draining = null,
            IsReady = false,
            NextGraph = null,
            WakesAt = null,
            LastEvent = target.Header.LastEvent,
        };
        ThreadTable.SaveContext(transaction.Session, ThreadTable.Insert(transaction.Session, target with { Header = header }));
        return header.ToStored();
    }

    public static bool Delete(RunTransaction transaction, string threadId)
    {
        if (ThreadTable.Find(transaction.Session, threadId) is not { } row)
        {
            return false;
        }

        RunNames.DropAll(transaction.Session, row);
        EventTable.DropAll(transaction.Session, row);
        FactTable.DropAll(transaction.Session, row);
        RemovedRunTable.DropAll(transaction.Session, row);
        RunTable.DropAll(transaction.Session, row);
        ThreadTable.Drop(transaction.Session, row);
        new DeleteThread(threadId).Execute(transaction.Session);
        transaction.Moved.Add(threadId);
        transaction.Tell(RunStoreHintKind.Changed, threadId);
        return true;
    }
}
