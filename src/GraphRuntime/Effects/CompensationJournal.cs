using System.Globalization;
using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Effects;

/// <summary>
/// The journal of a thread: what must be undone if a run is rolled back. Its entries are stored with a checkpoint in a namespace of their own and belong to no run, so that
/// the rollback that erases the run keeps them. They are written under the epoch of the run, so that a fenced run cannot write any.
/// </summary>
/// <remarks>
/// Before its first entry, a run stores a marker in the same checkpoint; the marker belongs to the run. A rollback deletes, in its own transaction, everything that belongs to the
/// run, and nothing else does: retention, pruning, copies and deletions keep an entry and its marker together, or remove both. So an entry without its marker means that the run
/// was rolled back. The absence of a run record or a checkpoint means nothing.
/// </remarks>
internal sealed class CompensationJournal(ICheckpointer checkpointer, ICheckpointCodec? codec, TimeProvider time, string threadId, long epoch)
{
    /// <summary>The namespace; no node can have this name.</summary>
    public const string Namespace = "|compensations";

    private const int MostSettled = 64;
    private const string MarkerPrefix = "run|";

    private readonly Lock _gate = new();
    private readonly string _marker = MarkerPrefix + epoch.ToString(CultureInfo.InvariantCulture);
    private Task<long>? _opened;
    private Task? _marked;
    private long _last;

    private CheckpointAddress Address => new(threadId, Namespace);

    /// <summary>The open entries, in the order in which they were added.</summary>
    public async ValueTask<IReadOnlyList<CompensationEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await checkpointer.ReadAsync(Address, null, cancellationToken).ConfigureAwait(false);
        return read.Checkpoint is { } page ? Entries(page) : [];
    }

    /// <summary>Adds an entry, with a marker for a run that can be rolled back.</summary>
    public async ValueTask<CompensationEntry> AddAsync(Func<long, CompensationEntry> make, bool canBeRolledBack, CancellationToken cancellationToken)
    {
        var page = await OpenAsync().ConfigureAwait(false);
        var entry = make(Interlocked.Increment(ref _last)) with { ThreadId = threadId };
        if (canBeRolledBack && entry.RunId.Length > 0)
        {
            await MarkAsync(page, entry.RunId).ConfigureAwait(false);
            entry = entry with { Marker = _marker };
        }

        await PutAsync(page, entry, isOpen: true, cancellationToken).ConfigureAwait(false);
        return entry;
    }

    /// <summary>Replaces an entry.</summary>
    public async ValueTask ReplaceAsync(CompensationEntry entry, CancellationToken cancellationToken) =>
        await PutAsync(await OpenAsync().ConfigureAwait(false), entry, isOpen: true, cancellationToken).ConfigureAwait(false);

    /// <summary>Closes an entry.</summary>
    public async ValueTask CloseAsync(CompensationEntry entry, CancellationToken cancellationToken) =>
        await PutAsync(await OpenAsync().ConfigureAwait(false), entry, isOpen: false, cancellationToken).ConfigureAwait(false);

    /// <summary>Whether an entry belongs to a run of this thread, and not to one of the thread from which it was copied.</summary>
    public bool IsOwn(CompensationEntry entry) => entry.ThreadId is null || entry.ThreadId == threadId;

    private Task<long> OpenAsync()
    {
        lock (_gate)
        {
            return _opened ??= LoadAsync();
        }
    }

    /// <summary>Finds the checkpoint for new entries. Creates one if there is none, or if all entries of a long one are closed.</summary>
    private async Task<long> LoadAsync()
    {
        var read = await checkpointer.ReadAsync(Address, null, CancellationToken.None).ConfigureAwait(false);
        if (read.Checkpoint is { } page)
        {
            var open = Entries(page);
            _last = page.PendingWrites.Where(static write => !IsMarker(write)).Select(static write => Number(write.TaskId)).DefaultIfEmpty().Max();
            if (open.Count > 0 || page.PendingWrites.Count < MostSettled)
            {
                return page.Record.Id;
            }
        }

        var record = new CheckpointRecord
        {
            Id = read.LastId + 1,
            ParentId = read.Head,
            Step = 0,
            Source = CheckpointSource.Update,
            CreatedAt = time.GetUtcNow(),
            Body = "{}"u8.ToArray(),
        };
        await checkpointer.PutAsync(
            new CheckpointCommit { Address = Address, Epoch = epoch, ExpectedHead = read.Head, Checkpoints = [new NewCheckpoint { Record = record }] },
            CancellationToken.None).ConfigureAwait(false);
        return record.Id;
    }

    private async ValueTask PutAsync(long page, CompensationEntry entry, bool isOpen, CancellationToken cancellationToken)
    {
        using var writer = new CheckpointWriter(codec, int.MaxValue);
        writer.BeginValue();
        if (isOpen)
        {
            entry.Write(writer.Json);
        }
        else
        {
            writer.Json.WriteNullValue();
        }

        var write = new PendingWrite(entry.Number.ToString("d12", CultureInfo.InvariantCulture), PendingWriteKind.Effect, writer.EndPiece());
        await checkpointer.PutWritesAsync(
            new PendingWriteBatch { Address = Address, Epoch = epoch, CheckpointId = page, Writes = [write] }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One marker serves all entries of an attempt. Another run with the same id has another marker.</summary>
    private Task MarkAsync(long page, string runId)
    {
        lock (_gate)
        {
            return _marked is null or { IsFaulted: true } or { IsCanceled: true } ? _marked = PutMarkerAsync() : _marked;
        }

        async Task PutMarkerAsync() => await checkpointer.PutWritesAsync(
            new PendingWriteBatch
            {
                Address = Address,
                Epoch = epoch,
                CheckpointId = page,
                RunId = runId,
                Writes = [new PendingWrite(_marker, PendingWriteKind.Effect, "{}"u8.ToArray())],
            },
            CancellationToken.None).ConfigureAwait(false);
    }

    private List<CompensationEntry> Entries(StoredCheckpoint page)
    {
        var reader = new StoredValueReader(codec, Address, page.Record.Id, int.MaxValue);
        var markers = page.PendingWrites.Where(IsMarker).Select(static write => write.TaskId).ToHashSet(StringComparer.Ordinal);
        var entries = new List<CompensationEntry>();
        foreach (var write in page.PendingWrites.Where(static write => !IsMarker(write)))
        {
            using var document = JsonDocument.Parse(reader.Decode(write.Payload));
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                var entry = CompensationEntry.Read(document.RootElement);
                entries.Add(entry with { IsRolledBack = entry.Marker is { } marker && !markers.Contains(marker) });
            }
        }

        return entries;
    }

    private static bool IsMarker(PendingWrite write) => write.TaskId.StartsWith(MarkerPrefix, StringComparison.Ordinal);

    private static long Number(string id) => long.Parse(id, CultureInfo.InvariantCulture);
}
