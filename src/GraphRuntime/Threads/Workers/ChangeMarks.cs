namespace GraphRuntime.Threads;

/// <summary>
/// Tells whether a thread may have changed since a mark was taken. The room does not depend on the number of threads: they share places, so that a change of one
/// is sometimes told of another. Used under the lock of its owner.
/// </summary>
internal sealed class ChangeMarks
{
    private const int Places = 1024;

    private readonly long[] _changed = new long[Places];
    private long _allChanged;
    private long _now;

    /// <summary>The mark of this moment.</summary>
    public long Now => _now;

    /// <summary>Notes a change of a thread; of all threads if none is named.</summary>
    public void Add(string? threadId)
    {
        _now++;
        (threadId is null ? ref _allChanged : ref _changed[Place(threadId)]) = _now;
    }

    public bool Since(long mark, string threadId) => _allChanged > mark || _changed[Place(threadId)] > mark;

    /// <summary>FNV-1a: the same in every process, which hash codes of strings are not, so that a simulation can be repeated.</summary>
    private static int Place(string threadId)
    {
        var hash = 2166136261u;
        foreach (var letter in threadId)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (int)(hash % Places);
    }
}
