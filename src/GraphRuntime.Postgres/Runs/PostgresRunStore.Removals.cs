namespace GraphRuntime.Postgres;

/// <content>Runs are deleted, and the records of removed runs read.</content>
public sealed partial class PostgresRunStore
{
    /// <inheritdoc/>
    public async ValueTask<bool> DeleteRunAsync(string threadId, string runId, RemovalRecording? recording, CancellationToken cancellationToken)
    {
        RunInput.Check(threadId, runId);
        var rows = await _database.RowsAsync(
            recording is null ? _sql.DeleteRun : _sql.RecordAndDeleteRun,
            (threadId, runId, recording, Clock),
            static (p, s) =>
            {
                p.Text(s.threadId).Text(s.runId).Moment(s.Clock);
                if (s.recording is not null)
                {
                    p.Recordings([(s.runId, s.recording)]);
                }
            },
            static row => (Found: row.GetBoolean(0), Ready: row.GetBoolean(1)),
            PostgresCall.Short,
            cancellationToken).ConfigureAwait(false);
        _hints.Publish(threadId, changed: rows[0].Found, ready: rows[0].Ready);
        return rows[0].Found;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RemovedRun>> ListRemovedRunsAsync(RemovedRunQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        StoredText.Check(query.ThreadId, "thread id");
        Check(query.Offset, query.Limit);
        return await _database.RowsAsync(
            _sql.ListRemovedRuns,
            (query, Clock),
            static (p, s) => p.Text(s.query.ThreadId).Text(s.query.RunId).Moment(s.Clock).Number(s.query.Offset).Number(s.query.Limit),
            row => RemovedRunRow.Read(row, query.ThreadId),
            PostgresCall.Short,
            cancellationToken).ConfigureAwait(false);
    }
}
