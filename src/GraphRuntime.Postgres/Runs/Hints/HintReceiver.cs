using System.Data;
using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>
/// Hears what other processes announce, on a connection of its own, which is opened again whenever it is lost; then everything may have changed, and that
/// is what is told.
/// </summary>
internal sealed class HintReceiver(PostgresDatabase database, RunSql sql, string sender, Action<RunStoreHint> heard) : IAsyncDisposable
{
    private static readonly TimeSpan LookAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task? _listening;

    /// <summary>Begins to listen, at the first call.</summary>
    public void Start()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
#pragma warning disable RS0030 // Hints are received beside everything else, and nothing waits for them.
            _listening ??= Task.Run(ListenAsync);
#pragma warning restore RS0030
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task? listening;
        lock (_gate)
        {
            listening = _listening;
        }

        await (listening ?? Task.CompletedTask).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await database.RunAsync(this, static (session, self, token) => self.ListenAsync(session, token), PostgresCall.Once, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                // Hints may be lost: every call that needs the server reports its problem itself, and this loop must outlive any of them.
                await Task.Delay(Pause, database.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async ValueTask<bool> ListenAsync(PostgresSession session, CancellationToken cancellationToken)
    {
        var connection = session.Connection;
        connection.Notification += Hear;
        try
        {
            await RunAsync(session, sql.Listen, cancellationToken).ConfigureAwait(false);
            TellEverything();
            while (true)
            {
                if (!await connection.WaitAsync(LookAfter, cancellationToken).ConfigureAwait(false))
                {
                    await RunAsync(session, sql.StillThere, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            connection.Notification -= Hear;
            await StopAsync(session).ConfigureAwait(false);
        }
    }

    private async ValueTask StopAsync(PostgresSession session)
    {
        if (session.Connection.State != ConnectionState.Open)
        {
            return;
        }

        try
        {
            // The connection goes back to the pool.
            await RunAsync(session, sql.StopListening, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception) when (session.Connection.State != ConnectionState.Open)
        {
            // It was lost, and so does not go back.
        }
    }

    private static async ValueTask RunAsync(PostgresSession session, Statement statement, CancellationToken cancellationToken)
    {
        var command = statement.On(session.Connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Hear(object source, NpgsqlNotificationEventArgs notification)
    {
        if (HintPayload.Read(sender, notification.Payload) is { } hint)
        {
            heard(hint);
        }
    }

    private void TellEverything()
    {
        heard(new RunStoreHint(RunStoreHintKind.Changed, null));
        heard(new RunStoreHint(RunStoreHintKind.Events, null));
        heard(new RunStoreHint(RunStoreHintKind.Ready, null));
    }
}
