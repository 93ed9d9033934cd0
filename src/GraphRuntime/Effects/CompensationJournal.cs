using System.Globalization;
using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Effects;

/// <summary>
/// The notes of a thread about what has to be undone if a run is rolled back. They lie beside a checkpoint of a namespace of their own and belong to no run, so that
/// the rollback which erases the run leaves them. They are written under the epoch of the run, so that a fenced run leaves none.
/// </summary>
internal sealed class CompensationJournal(ICheckpointer checkpointer, ICheckpointCodec? codec, TimeProvider time, string threadId, long epoch)
{
    /// <summary>The namespace; no node can have this name.</summary>
    public const string Namespace = "|compensations";

    private const int MostSettled = 64;

    private readonly Lock _gate = new();
    private Task<long>? _opened;
    private long _last;

    private CheckpointAddress Address => new(threadId, Namespace);

    /// <summary>The open notes, in the order in which they were made.</summary>
    public async ValueTask<IReadOnlyList<CompensationEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await checkpointer.ReadAsync(Address, null, cancellationToken).ConfigureAwait(false);
        return read.Checkpoint is { } page ? Entries(page) : [];
    }

    /// <summary>Makes a note.</summary>
    public async ValueTask<CompensationEntry> AddAsync(Func<long, CompensationEntry> make, CancellationToken cancellationToken)
    {
        var page = await OpenAsync().ConfigureAwait(false);
        var entry = make(Interlocked.Increment(ref _last));
        await PutAsync(page, entry, isOpen: true, cancellationToken).ConfigureAwait(false);
        return entry;
    }

    /// <summary>Replaces a note.</summary>
    public async ValueTask ReplaceAsync(CompensationEntry entry, CancellationToken cancellationToken) =>
        await PutAsync(await OpenAsync().ConfigureAwait(false), entry, isOpen: true, cancellationToken).ConfigureAwait(false);

    /// <summary>Crosses a note out.</summary>
    public async ValueTask CloseAsync(CompensationEntry entry, CancellationToken cancellationToken) =>
        await PutAsync(await OpenAsync().ConfigureAwait(false), entry, isOpen: false, cancellationToken).ConfigureAwait(false);

    private Task<long> OpenAsync()
    {
        lock (_gate)
        {
            return _opened ??= LoadAsync();
        }
    }

    /// <summary>Finds the page to write on; a new one where there is none, or where all notes of a long one are crossed out.</summary>
    private async Task<long> LoadAsync()
    {
        var read = await checkpointer.ReadAsync(Address, null, CancellationToken.None).ConfigureAwait(false);
        if (read.Checkpoint is { } page)
        {
            var open = Entries(page);
            _last = page.PendingWrites.Select(static write => Number(write.TaskId)).DefaultIfEmpty().Max();
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

    private List<CompensationEntry> Entries(StoredCheckpoint page)
    {
        var reader = new StoredValueReader(codec, Address, page.Record.Id, int.MaxValue);
        var entries = new List<CompensationEntry>();
        foreach (var write in page.PendingWrites)
        {
            using var document = JsonDocument.Parse(reader.Decode(write.Payload));
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                entries.Add(CompensationEntry.Read(document.RootElement));
            }
        }

        return entries;
    }

    private static long Number(string id) => long.Parse(id, CultureInfo.InvariantCulture);
}
