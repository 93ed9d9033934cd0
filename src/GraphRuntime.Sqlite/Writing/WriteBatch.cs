using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;

namespace GraphRuntime.Sqlite.Writing;

/// <summary>
/// The works of one transaction. A work that is refused before it changed anything is simply left out; if one fails half-way, everything is
/// rolled back and every work gets a transaction of its own. So nobody fails because of a neighbour, and the usual case needs no savepoints.
/// </summary>
internal sealed class WriteBatch(SqliteSession session, LineCache lines, int capacity)
{
    // Changes when another connection has committed something.
    private const string DataVersionSql = "PRAGMA data_version";

    private readonly List<WriteWork> _works = [];
    private StorageException? _unavailable;
    private bool _broken;
    private long _dataVersion;
    private long _foreignCommits;

    /// <summary>Grows when it is noticed that other connections have committed; once for however many commits.</summary>
    public long ForeignCommits => Volatile.Read(ref _foreignCommits);

    /// <summary>True while the open transaction can take another work.</summary>
    public bool IsOpen => !_broken && _works.Count < capacity;

    public void Run(WriteWork work)
    {
        if (_unavailable is null && session.IsIdle)
        {
            TryBegin();
        }

        // Whoever gave up while BEGIN waited is left out.
        if (!work.TryTake())
        {
            return;
        }

        _works.Add(work);

        // Whoever queued up while BEGIN waited in vain has waited long enough as well.
        work.Failure = _unavailable;
        if (_unavailable is null)
        {
            _broken = !Attempt(work);
        }
    }

    /// <summary>Commits, then tells the callers. Returns how many works there were.</summary>
    public int Finish()
    {
        if (_broken)
        {
            RunOneByOne();
        }
        else if (!session.IsIdle)
        {
            TryCommit(_works);
        }

        var count = _works.Count;
        foreach (var work in _works)
        {
            work.Complete();
        }

        _works.Clear();
        _broken = false;
        _unavailable = null;
        return count;
    }

    /// <summary>Runs a work; false where it left changes behind or lost the transaction, which must then be rolled back.</summary>
    private bool Attempt(WriteWork work)
    {
        var before = session.TotalChanges;
        try
        {
            work.Failure = null;
            work.Execute(session);
            work.Forget(lines);
            return true;
        }
        catch (Exception failure)
        {
            work.Failure = failure;
            return !session.IsIdle && session.TotalChanges == before;
        }
    }

    private void RunOneByOne()
    {
        TryRollback();
        if (_works.Count == 1)
        {
            return;
        }

        foreach (var work in _works)
        {
            if (_unavailable is null)
            {
                TryBegin();
            }

            work.Failure = _unavailable;
            if (_unavailable is null)
            {
                RunAlone(work);
            }
        }
    }

    private void RunAlone(WriteWork work)
    {
        Attempt(work);
        if (work.Failure is null)
        {
            TryCommit([work]);
        }
        else
        {
            TryRollback();
        }
    }

    private void TryBegin()
    {
        try
        {
            session.ThrowIfMoved();
            session.BeginImmediate();
            var version = session.Scalar(DataVersionSql);
            if (version != _dataVersion)
            {
                lines.Clear();
                _dataVersion = version;
                Volatile.Write(ref _foreignCommits, _foreignCommits + 1);
            }
        }
        catch (StorageException failure)
        {
            _unavailable = failure;
        }
    }

    private void TryCommit(List<WriteWork> works)
    {
        try
        {
            session.Commit();
        }
        catch (StorageException failure)
        {
            TryRollback();
            foreach (var work in works)
            {
                work.Failure ??= failure;
            }
        }
    }

    // A failed rollback changes nothing for the callers: their works failed already, and the next BEGIN reports a session that is beyond repair.
    private void TryRollback()
    {
        lines.Clear();
        try
        {
            session.Rollback();
        }
        catch (StorageException)
        {
        }
    }
}
