using System.Runtime.CompilerServices;
using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Model;

namespace GraphRuntime.Testing;

/// <summary>
/// A checkpointer that is meant to be obviously right, and nothing else: each checkpoint is a complete copy, every question is answered by
/// looking at all of them. Compare a checkpointer with it; do not use it for work.
/// </summary>
public sealed class CheckpointerModel : ICheckpointer
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ModelThread> _threads = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken) =>
        Answer(() =>
        {
            var line = Line(address);
            return new CheckpointRead(Thread(address.ThreadId).Epoch, line.Head, line.LastId, line.Read(checkpointId ?? line.Head));
        }, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = await Answer(() => Line(query.Address).NewestFirst()
            .Where(one => Fits(one.Record, query))
            .Take(query.Limit ?? int.MaxValue)
            .Select(one => query.IncludeValues ? one : one with { Channels = [] })
            .ToList(), cancellationToken).ConfigureAwait(false);
        foreach (var checkpoint in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return checkpoint;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<string>>(() => [.. Thread(threadId).Lines.Where(pair => pair.Value.Head != 0).Select(pair => pair.Key)], cancellationToken);

    /// <inheritdoc/>
    public ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken) => Change(() => Put(commit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken) => Change(() =>
    {
        CheckEpoch(batch.Address.ThreadId, batch.Epoch);
        var checkpoint = Line(batch.Address).Find(batch.CheckpointId)
            ?? throw new CheckpointNotFoundException(batch.Address.ThreadId, batch.Address.Namespace, batch.CheckpointId);
        foreach (var write in batch.Writes)
        {
            checkpoint.Put(write, batch.RunId);
        }
    }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => Change(() =>
    {
        Thread(threadId).Epoch++;
        foreach (var line in Thread(threadId).Lines.Values)
        {
            line.Checkpoints.Clear();
        }
    }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) => Change(() =>
    {
        foreach (var line in Thread(threadId).Lines.Values)
        {
            line.Checkpoints.RemoveAll(one => one.Record.RunId is { } runId && runIds.Contains(runId));
            line.Checkpoints.ForEach(one => one.RemoveWrites(runIds));
        }
    }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) => Change(() =>
    {
        if (Thread(targetThreadId).Lines.Values.Any(line => line.Head != 0))
        {
            throw new ThreadExistsException(targetThreadId);
        }

        foreach (var (name, line) in Thread(sourceThreadId).Lines.ToList())
        {
            var address = new CheckpointAddress(targetThreadId, name);
            var (before, copy) = (Line(address), line.Copy(address));
            copy.LastId = Math.Max(before.LastId, copy.LastId);
            Thread(targetThreadId).Lines[name] = copy;
        }
    }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken) => Answer(() =>
        _threads.Where(pair => options.ThreadId is null || pair.Key == options.ThreadId)
            .SelectMany(pair => pair.Value.Lines.Values)
            .Sum(line => Prune(line, options)), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken) =>
        Answer(() => ++Thread(threadId).Epoch, cancellationToken);

    internal ModelThread Thread(string threadId)
    {
        if (!_threads.TryGetValue(threadId, out var thread))
        {
            _threads.Add(threadId, thread = new ModelThread());
        }

        return thread;
    }

    internal ModelLine Line(CheckpointAddress address)
    {
        var lines = Thread(address.ThreadId).Lines;
        if (!lines.TryGetValue(address.Namespace, out var line))
        {
            lines.Add(address.Namespace, line = new ModelLine(address));
        }

        return line;
    }

    private void Put(CheckpointCommit commit)
    {
        CheckEpoch(commit.Address.ThreadId, commit.Epoch);
        var line = Line(commit.Address);
        if (line.IsRepeat(commit))
        {
            return;
        }

        if (line.Head != commit.ExpectedHead)
        {
            throw new StaleHeadException(commit.Address.ThreadId, commit.Address.Namespace, commit.ExpectedHead, line.Head);
        }

        if (commit.Checkpoints[0].Record.Id <= line.LastId)
        {
            throw new ArgumentException($"Id {commit.Checkpoints[0].Record.Id} was used before.", nameof(commit));
        }

        var (before, lastId) = (line.Checkpoints.Count, line.LastId);
        try
        {
            foreach (var checkpoint in commit.Checkpoints)
            {
                line.Add(checkpoint);
            }
        }
        catch (CheckpointCorruptedException)
        {
            line.Checkpoints.RemoveRange(before, line.Checkpoints.Count - before);
            line.LastId = lastId;
            throw;
        }
    }

    private void CheckEpoch(string threadId, long epoch)
    {
        if (Thread(threadId).Epoch != epoch)
        {
            throw new StaleEpochException(threadId, epoch, Thread(threadId).Epoch);
        }
    }

    private static long Prune(ModelLine line, PruneOptions options)
    {
        var newest = line.Checkpoints.Select(one => one.Record.Id).OrderDescending().Take(Math.Max(1, options.KeepLatest)).ToHashSet();
        var waiting = line.Checkpoints.Where(line.Waits).ToHashSet();
        return line.Checkpoints.RemoveAll(one => !newest.Contains(one.Record.Id)
            && !(options.KeepPaused && waiting.Contains(one))
            && (options.OlderThan is null || one.Record.CreatedAt < options.OlderThan));
    }

    private static bool Fits(CheckpointRecord record, CheckpointQuery query) =>
        (query.Before is null || record.Id < query.Before)
        && (query.Source is null || record.Source == query.Source)
        && (query.Step is null || record.Step == query.Step)
        && (query.RunId is null || record.RunId == query.RunId)
        && query.Metadata.All(expected => HasEntry(record, expected.Key, expected.Value));

    private static bool HasEntry(CheckpointRecord record, string key, ReadOnlyMemory<byte> json)
    {
        using var metadata = JsonDocument.Parse(record.Metadata.IsEmpty ? "{}"u8.ToArray() : record.Metadata);
        using var value = JsonDocument.Parse(json);
        return metadata.RootElement.TryGetProperty(key, out var found) && JsonElement.DeepEquals(found, value.RootElement);
    }

    private ValueTask Change(Action change, CancellationToken cancellationToken)
    {
        var done = Answer(() =>
        {
            change();
            return true;
        }, cancellationToken);
        return done.IsCompletedSuccessfully ? ValueTask.CompletedTask : new ValueTask(done.AsTask());
    }

    private ValueTask<T> Answer<T>(Func<T> answer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellationToken);
        }

        lock (_gate)
        {
            try
            {
                return ValueTask.FromResult(answer());
            }
            catch (Exception exception)
            {
                return ValueTask.FromException<T>(exception);
            }
        }
    }
}
