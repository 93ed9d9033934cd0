namespace GraphRuntime.Postgres;

/// <summary>
/// Looks once whether the tables are those of this library. Callers that come meanwhile wait for the one check under way, so that a burst of first
/// calls does not wait for one lock of the server on as many connections.
/// </summary>
/// <param name="check">Completes when the tables are right, and throws where they are not.</param>
internal sealed class SchemaCheck(Func<CancellationToken, ValueTask<bool>> check)
{
    private readonly Lock _gate = new();
    private Task<bool>? _underWay;
    private volatile bool _isDone;

    public bool IsDone => _isDone;

    /// <summary>Runs the check, or waits for the one under way and shares its failure.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        while (!_isDone)
        {
            try
            {
                await Join(cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The caller that ran the check gave up; another one runs it.
            }
        }
    }

    private Task<bool> Join(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _underWay ??= CheckAsync(cancellationToken);
        }
    }

    private async Task<bool> CheckAsync(CancellationToken cancellationToken)
    {
        // The lock of the caller must not be held while the check runs.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            return _isDone = await check(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _underWay = null;
            }
        }
    }
}
