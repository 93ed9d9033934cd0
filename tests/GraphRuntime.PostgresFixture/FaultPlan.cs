namespace GraphRuntime.PostgresFixture;

/// <summary>Chooses faults by a seed. Safe for concurrent use; which connection meets which fault depends on the traffic.</summary>
/// <param name="seed">The seed.</param>
/// <param name="silence">About how long a half-open connection says nothing. Near the retry budget of the client it does most harm.</param>
public sealed class FaultPlan(int seed, TimeSpan silence)
{
    private const double ShortPauseMs = 60;

    private readonly Lock _gate = new();
#pragma warning disable CA5394 // Faults are to be repeatable.
    private readonly Random _random = new(seed);
    private int _ended;

    /// <summary>The probability that a piece of data meets a fault; 0 heals the network.</summary>
    public double Rate { get; set; } = 0.04;

    /// <summary>How many connections were ended by faults.</summary>
    public int Ended => Volatile.Read(ref _ended);

    internal void CountEnded() => Interlocked.Increment(ref _ended);

    internal (NetworkFault Fault, TimeSpan Pause) Next()
    {
        lock (_gate)
        {
            if (_random.NextDouble() >= Rate)
            {
                return (NetworkFault.None, TimeSpan.Zero);
            }

            var fault = (NetworkFault)_random.Next(1, (int)NetworkFault.CutInsideMessage + 1);
            var isLong = fault is NetworkFault.HalfOpen or NetworkFault.OneDirectionStalls;
            if (fault >= NetworkFault.HalfOpen)
            {
                CountEnded();
            }

            return (fault, isLong ? silence * (0.5 + _random.NextDouble()) : TimeSpan.FromMilliseconds(ShortPauseMs * _random.NextDouble()));
        }
    }
#pragma warning restore CA5394
}
