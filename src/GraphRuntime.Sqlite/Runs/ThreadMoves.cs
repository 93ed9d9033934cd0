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
            (row.CreatedAt, row.UpdatedAt, row.Metadata) = (transaction.Now, transaction.Now, request.Metadata);
            ThreadTable.Insert(transaction.Session, row);
        }
        else if (!request.ExistingIsFine)
        {
            throw new ThreadExistsException(request.ThreadId);
        }

        return row.ToStored();
    }

    public static StoredThread? Update(RunTransaction transaction, string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change)
    {
        if (ThreadTable.Find(transaction.Session, threadId) is not { } row)
        {
            return null;
        }

        (row.Metadata, row.UpdatedAt) = (change(row.Metadata).ToArray(), transaction.Now);
        ThreadTable.SaveMetadata(transaction.Session, row);
        return row.ToStored();
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
        (target.CreatedAt, target.UpdatedAt) = (transaction.Now, transaction.Now);
        (target.Metadata, target.GraphName, target.Rest, target.Status) = (source.Metadata, source.GraphName, source.Rest, source.Rest.Status);
        target.Context = source.Context;
        ThreadTable.Insert(transaction.Session, target);
        ThreadTable.SaveContext(transaction.Session, target);
        return target.ToStored();
    }

    public static bool Delete(RunTransaction transaction, string threadId)
    {
        if (ThreadTable.Find(transaction.Session, threadId) is not { } row)
        {
            return false;
        }

        EventTable.DropAll(transaction.Session, row);
        FactTable.DropAll(transaction.Session, row);
        RunTable.DropAll(transaction.Session, row);
        ThreadTable.Drop(transaction.Session, row);
        new DeleteThread(threadId).Execute(transaction.Session);
        transaction.Moved.Add(threadId);
        transaction.Tell(RunStoreHintKind.Changed, threadId);
        return true;
    }
}
