namespace GraphRuntime.Checkpointing;

/// <summary>
/// Encodes the content of tables again, some rows at a time. Rows are read, then decoded and encoded outside of any transaction, then stored where they are still as they
/// were read. So it needs no lock, may be stopped at any moment, and may run while everything else does.
/// </summary>
internal sealed class ContentReencoding
{
    private const int MaxTries = 5;

    private readonly IReadOnlyList<ContentTable> _tables;
    private readonly ReencodeOptions _options;
    private readonly TimeProvider _time;
    private readonly IProgress<ReencodeReport>? _progress;
    private readonly ContentRecoder _recoder;
    private readonly Dictionary<string, StorageException> _failures = new(StringComparer.Ordinal);
    private ReencodeReport _report = new();

    /// <exception cref="ArgumentException">There is no codec, or the options say something that is not possible.</exception>
    public ContentReencoding(IReadOnlyList<ContentTable> tables, ICheckpointCodec codec, ReencodeOptions? options, TimeProvider time, IProgress<ReencodeReport>? progress)
    {
        ArgumentNullException.ThrowIfNull(codec);
        _options = options ?? new ReencodeOptions();
        _options.Validate();
        (_tables, _time, _progress, _recoder) = (tables, time, progress, new ContentRecoder(codec));
    }

    public async Task<ReencodeReport> RunAsync(CancellationToken cancellationToken)
    {
        var (first, key) = ContentPosition.Read(_tables, _options.After);
        for (var i = first; i < _tables.Count; i++)
        {
            if ((_options.Parts & _tables[i].Part) != 0)
            {
                await RunAsync(_tables[i], i == first ? key : null, cancellationToken).ConfigureAwait(false);
            }
        }

        return _report with { Position = null };
    }

    private async Task RunAsync(ContentTable table, object[]? after, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = await table.ReadAsync(after, _options.BatchSize, cancellationToken).ConfigureAwait(false);
            if (rows.Count == 0)
            {
                return;
            }

            await ChangeAsync(table, after, rows, cancellationToken).ConfigureAwait(false);
            after = rows[^1].Key;
            _report = _report with { Read = _report.Read + rows.Sum(static row => row.Values.Count(static value => value is not null)), Position = ContentPosition.Write(table, after) };
            _progress?.Report(_report);
            if (_options.Delay > TimeSpan.Zero)
            {
                await Task.Delay(_options.Delay, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ChangeAsync(ContentTable table, object[]? after, List<ContentRow> rows, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var (changes, logs) = Changes(table, rows);
            var missed = await SwapAsync(table, changes, cancellationToken).ConfigureAwait(false);
            var replaced = 0;
            foreach (var log in logs)
            {
                var isReplaced = await ReplaceAsync(table, log, cancellationToken).ConfigureAwait(false);
                replaced += isReplaced ? 1 : 0;
                missed += isReplaced ? 0 : 1;
            }

            // The rows of a log that was replaced are others now.
            _report = _report with { Rewritten = _report.Rewritten + replaced };
            if (tries == MaxTries || (missed == 0 && replaced == 0))
            {
                Finish(missed);
                return;
            }

            rows = await table.ReadAsync(after, _options.BatchSize, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>How many values could not be stored, as others had changed them.</summary>
    private async Task<int> SwapAsync(ContentTable table, List<ContentChange> changes, CancellationToken cancellationToken)
    {
        var missed = 0;
        var swapped = changes.Count == 0 ? [] : await table.SwapAsync(changes, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < changes.Count; i++)
        {
            var count = changes[i].Values.Count(static value => value is not null);
            missed += swapped[i] ? 0 : count;
            _report = _report with { Rewritten = _report.Rewritten + (swapped[i] ? count : 0) };
        }

        return missed;
    }

    /// <summary>A page that is read again has its failures once.</summary>
    private void Finish(int left)
    {
        _report = _report with { Left = _report.Left + left, Failed = _report.Failed + _failures.Count };
        foreach (var failure in _failures.Values)
        {
            _options.Undecodable!(failure);
        }

        _failures.Clear();
    }

    private (List<ContentChange> Changes, List<ContentRow> Logs) Changes(ContentTable table, List<ContentRow> rows)
    {
        var changes = new List<ContentChange>();
        var logs = new List<ContentRow>();
        foreach (var row in rows)
        {
            object?[] values = [.. row.Values.Select((stored, i) => stored is null ? null : Change(table, i, row, stored))];
            if (Array.IndexOf(values, ContentRecoder.OtherLength) >= 0)
            {
                logs.Add(row);
            }
            else if (Array.Exists(values, static value => value is not null))
            {
                changes.Add(new ContentChange(row, values));
            }
        }

        return (changes, logs);
    }

    private async ValueTask<bool> ReplaceAsync(ContentTable table, ContentRow row, CancellationToken cancellationToken)
    {
        try
        {
            return await table.ReplaceLogAsync(row, _recoder, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not StorageException && !cancellationToken.IsCancellationRequested)
        {
            Fail(table, 0, row, exception);
            return false;
        }
    }

    private object? Change(ContentTable table, int column, ContentRow row, object stored)
    {
        try
        {
            return table.Columns[column].Change(_recoder, stored);
        }
        catch (Exception exception)
        {
            Fail(table, column, row, exception);
            return null;
        }
    }

    private void Fail(ContentTable table, int column, ContentRow row, Exception cause)
    {
        var name = $"column '{table.Columns[column].Name}' of table '{table.Name}', key ({string.Join(", ", row.Key.Select(ContentPosition.Text))})";
        var failure = ContentCodec.Corrupted(name, cause);
        if (_options.Undecodable is null)
        {
            throw failure;
        }

        _failures[name] = failure;
    }
}
