using System.Runtime.InteropServices;

namespace GraphRuntime.AspNetCore;

/// <summary>Counts the event streams that this process keeps open, and refuses further ones above a limit: one for all callers together, and one for each caller that has a name.</summary>
internal sealed class OpenStreams(int limit, int limitOfCaller)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _callers = new(StringComparer.Ordinal);
    private int _count;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Takes a place; disposing the result gives it back.</summary>
    public IDisposable Enter(string? caller)
    {
        lock (_gate)
        {
            var ofCaller = caller is null ? 0 : _callers.GetValueOrDefault(caller);
            if (_count >= limit || ofCaller >= limitOfCaller)
            {
                throw new ApiException(StatusCodes.Status503ServiceUnavailable, "too_many_streams", "Too many event streams are open.") { RetryAfter = TimeSpan.FromSeconds(5) };
            }

            _count++;
            if (caller is not null)
            {
                _callers[caller] = ofCaller + 1;
            }
        }

        return new Place(this, caller);
    }

    private void Leave(string? caller)
    {
        lock (_gate)
        {
            _count--;
            if (caller is not null && --CollectionsMarshal.GetValueRefOrNullRef(_callers, caller) == 0)
            {
                _callers.Remove(caller);
            }
        }
    }

    private sealed class Place(OpenStreams streams, string? caller) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                streams.Leave(caller);
            }
        }
    }
}
