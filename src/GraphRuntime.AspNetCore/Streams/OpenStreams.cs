namespace GraphRuntime.AspNetCore;

/// <summary>Counts the event streams that this process keeps open, so that there is an end to them.</summary>
internal sealed class OpenStreams(int limit)
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes a place; disposing the result gives it back.</summary>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref _count) > limit)
        {
            Interlocked.Decrement(ref _count);
            throw new ApiException(StatusCodes.Status503ServiceUnavailable, "too_many_streams", "Too many event streams are open.") { RetryAfter = TimeSpan.FromSeconds(5) };
        }

        return new Place(this);
    }

    private sealed class Place(OpenStreams streams) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                Interlocked.Decrement(ref streams._count);
            }
        }
    }
}
