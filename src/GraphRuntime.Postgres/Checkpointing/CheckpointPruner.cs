using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>Prunes thread by thread, each in a transaction of its own, so that no writer waits for more than its own thread.</summary>
internal sealed class CheckpointPruner(PostgresDatabase database, CheckpointSql sql)
{
    public async ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken)
    {
        if (options.ThreadId is { } threadId)
        {
            return await PruneAsync(threadId, options, cancellationToken).ConfigureAwait(false);
        }

        var (removed, after) = (0L, "");
        while (true)
        {
            var threads = await NextThreadsAsync(after, options, cancellationToken).ConfigureAwait(false);
            if (threads.Count == 0)
            {
                return removed;
            }

            foreach (var thread in threads)
            {
                removed += await PruneAsync(thread, options, cancellationToken).ConfigureAwait(false);
            }

            after = threads[^1];
        }
    }

    private async ValueTask<long> PruneAsync(string threadId, PruneOptions options, CancellationToken cancellationToken)
    {
        var removed = await database.ScalarAsync(
            sql.Prune,
            (threadId, options),
            static (p, s) => p.Text(s.threadId).Number(Math.Max(1, s.options.KeepLatest))
                .Nullable(s.options.OlderThan?.UtcDateTime, NpgsqlDbType.TimestampTz).Nullable(s.options.KeepPaused, NpgsqlDbType.Boolean),
            PostgresCall.Long,
            cancellationToken).ConfigureAwait(false);
        return (long)removed!;
    }

    private ValueTask<List<string>> NextThreadsAsync(string after, PruneOptions options, CancellationToken cancellationToken) =>
        database.RunAsync(
            (Statement: sql.ThreadsToPrune, After: after, Keep: Math.Max(1, options.KeepLatest)),
            static async (session, s, token) =>
            {
                var command = session.Command(s.Statement);
                await using (command.ConfigureAwait(false))
                {
                    command.Parameters.Text(s.After).Number(s.Keep);
                    return await session.TextsAsync(command, token).ConfigureAwait(false);
                }
            },
            PostgresCall.Long,
            cancellationToken);
}
