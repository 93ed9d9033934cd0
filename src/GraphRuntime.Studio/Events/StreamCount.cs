namespace GraphRuntime.Studio;

/// <summary>Counts the event streams that are open, and refuses further ones above a limit.</summary>
internal sealed class StreamCount(int limit)
{
    private int _count;

    /// <summary>Takes a place; disposing the result gives it back.</summary>
    /// <exception cref="StudioException">All places are taken.</exception>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref _count) > limit)
        {
            Interlocked.Decrement(ref _count);
            throw new StudioException(StatusCodes.Status503ServiceUnavailable, "too_many_streams", $"{limit} event streams of the studio are open in this process. Close one first.");
        }

        return new Place(this);
    }

    /// <summary>A place that is given back once.</summary>
    private sealed class Place(StreamCount count) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                Interlocked.Decrement(ref count._count);
            }
        }
    }
}
