using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>
/// Sends hints to other processes, behind the back of those who made the change: the server lets one notifying transaction commit at a time, and no commit
/// of a run shall wait for that. What comes up while a batch is under way goes together in the next one.
/// </summary>
internal sealed class HintSender(PostgresDatabase database, RunSql sql, string sender) : IAsyncDisposable
{
    private const int Most = 500;

    /// <summary>How long the disposal waits for the batch that is under way.</summary>
    private static readonly TimeSpan LastBatch = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private HashSet<RunStoreHint> _waiting = [];
    private Task _sending = Task.CompletedTask;
    private bool _isSending;

    public void Send(RunStoreHint hint)
    {
        lock (_gate)
        {
            // Rather no thread named than a list that grows while the server is away.
            _waiting.Add(_waiting.Count < Most ? hint : hint with { ThreadId = null });
            if (_isSending || _stop.IsCancellationRequested)
            {
                return;
            }

            _isSending = true;
        }

        var sending = SendAllAsync();
        lock (_gate)
        {
            _sending = sending;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task sending;
        lock (_gate)
        {
            sending = _sending;
        }

        await sending.WaitAsync(LastBatch, database.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stop.CancelAsync().ConfigureAwait(false);
        await sending.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task SendAllAsync()
    {
        while (Take() is { } payloads)
        {
            try
            {
                await database.ScalarAsync(
                    sql.Notify,
                    (Channel: database.Schema.Name, Payloads: payloads),
                    static (p, s) => p.Text(s.Channel).Many(s.Payloads, NpgsqlDbType.Text),
                    PostgresCall.Short,
                    _stop.Token).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // Hints may be lost: other processes look by themselves from time to time, and the next batch must be sent whatever happened to this one.
            }
        }
    }

    /// <summary>The next batch, or <see langword="null"/> if nothing is left.</summary>
    private string[]? Take()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0 || _stop.IsCancellationRequested)
            {
                _isSending = false;
                return null;
            }

            var hints = _waiting;
            _waiting = [];
            return [.. hints.Select(hint => HintPayload.Write(sender, hint))];
        }
    }
}
