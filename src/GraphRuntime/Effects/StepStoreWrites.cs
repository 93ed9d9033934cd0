using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Execution;
using GraphRuntime.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Effects;

/// <summary>
/// The writes to the long-term store that a superstep has buffered. They are noted before the superstep is stored, and made once it is. So a crash neither loses them
/// nor makes those of a superstep that never was, and a rollback finds what to put back.
/// </summary>
internal sealed class StepStoreWrites
{
    /// <summary>The name under which they are noted; no compensation of an application has it.</summary>
    public const string Name = "|store";

    private const string Planned = "planned";
    private const string Made = "made";

    private readonly LoopState _loop;
    private readonly CompensationEntry _entry;

    private StepStoreWrites(LoopState loop, CompensationEntry entry)
    {
        _loop = loop;
        _entry = entry;
    }

    /// <summary>Notes what the finished tasks have buffered; <see langword="null"/> where that is nothing.</summary>
    public static ValueTask<StepStoreWrites?> PlanAsync(LoopState loop) => PlanAsync(loop, Buffered(loop), loop.LastId + 1);

    /// <summary>What the finished tasks have buffered.</summary>
    public static StoreWrite[] Buffered(LoopState loop) => loop.Run.Root.Options.BufferedStoreWrites && loop.Checkpointer is not null
        ? [.. loop.Tasks.Where(static task => task.IsFinished).SelectMany(static task => task.StoreWrites ?? [])]
        : [];

    /// <summary>Notes what was buffered by tasks that are a part of a checkpoint to come; <see langword="null"/> where that is nothing.</summary>
    public static async ValueTask<StepStoreWrites?> PlanAsync(LoopState loop, StoreWrite[] writes, long checkpoint)
    {
        if (writes.Length == 0)
        {
            return null;
        }

        writes = [.. writes.GroupBy(static write => write.Key).Select(static group => group.Last())];
        var noted = await NoteAsync(Store(loop.Run), writes, loop.CancellationToken).ConfigureAwait(false);
        var entry = await loop.Run.Journal.AddAsync(
            number => new CompensationEntry
            {
                Number = number,
                Graph = loop.Run.Root.Name,
                Name = Name,
                RunId = loop.Run.RunId,
                Namespace = loop.Namespace,
                CheckpointId = checkpoint,
                TaskId = "",
                Key = Planned,
                Result = noted,
            },
            canBeRolledBack: loop.Run.Control is not null,
            loop.CancellationToken).ConfigureAwait(false);
        return new StepStoreWrites(loop, entry);
    }

    /// <summary>Stores a superstep, and with it what its tasks have buffered.</summary>
    public static ValueTask CommitAsync(LoopState loop, StepCommitter committer, bool isPaused) => loop.Tasks.Exists(static task => task.StoreWrites is not null)
        ? CommitWithWritesAsync(loop, committer, isPaused)
        : committer.CommitAsync(CheckpointSource.Loop, isPaused, loop.CancellationToken);

    private static async ValueTask CommitWithWritesAsync(LoopState loop, StepCommitter committer, bool isPaused)
    {
        var writes = await PlanAsync(loop).ConfigureAwait(false);
        await committer.CommitAsync(CheckpointSource.Loop, isPaused, loop.CancellationToken).ConfigureAwait(false);
        if (writes is not null)
        {
            await committer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await writes.MakeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Makes the writes. The superstep must be stored.</summary>
    public async ValueTask MakeAsync()
    {
        await MakeAsync(Store(_loop.Run), _entry, CancellationToken.None).ConfigureAwait(false);
        await KeepAsync(_loop.Run.Journal, _entry, canBeRolledBack: _loop.Run.Control is not null).ConfigureAwait(false);
    }

    public static bool IsPlanned(CompensationEntry entry) => entry.Key == Planned;

    public static ValueTask MakeAsync(IStore store, CompensationEntry entry, CancellationToken cancellationToken) =>
        store.WriteAsync(new StoreWriteBatch { Writes = StoreNotes.ReadWrites(entry.Result!.Value) }, cancellationToken);

    /// <summary>Notes that the writes were made, for as long as the run can be rolled back.</summary>
    public static ValueTask KeepAsync(CompensationJournal journal, CompensationEntry entry, bool canBeRolledBack) => canBeRolledBack
        ? journal.ReplaceAsync(entry with { Key = Made }, CancellationToken.None)
        : journal.CloseAsync(entry, CancellationToken.None);

    /// <summary>Whether the superstep was stored, and is still part of the thread.</summary>
    public static async ValueTask<bool> HasLastedAsync(ICheckpointer checkpointer, string threadId, CompensationEntry entry, CancellationToken cancellationToken)
    {
        var read = await checkpointer.ReadAsync(new CheckpointAddress(threadId, entry.Namespace), entry.CheckpointId, cancellationToken).ConfigureAwait(false);
        return read.Checkpoint is { } stored && (stored.Record.RunId ?? "") == entry.RunId;
    }

    /// <summary>Makes, before a run without a coordinator begins, what a run that was cut off has left to be made.</summary>
    public static async ValueTask SettleAsync(RunContext run)
    {
        var open = await run.Journal.ReadAsync(run.CancellationToken).ConfigureAwait(false);
        foreach (var entry in open.Where(entry => entry.Name == Name && entry.Graph == run.Root.Name && IsPlanned(entry)))
        {
            if (run.Journal.IsOwn(entry) && !entry.IsRolledBack && await HasLastedAsync(run.Checkpointer!, run.ThreadId!, entry, run.CancellationToken).ConfigureAwait(false))
            {
                await MakeAsync(Store(run), entry, run.CancellationToken).ConfigureAwait(false);
            }

            await run.Journal.CloseAsync(entry, run.CancellationToken).ConfigureAwait(false);
        }
    }

    public static IStore Store(EngineServices services, string threadId, long epoch) =>
        services.Provider!.GetRequiredService<IStore>().WithToken(new StoreWriteToken(threadId, epoch));

    private static IStore Store(RunContext run) => Store(run.Services, run.ThreadId!, run.Epoch);

    private static async ValueTask<JsonElement> NoteAsync(IStore store, StoreWrite[] writes, CancellationToken cancellationToken)
    {
        var before = await store.ReadAsync(new StoreRead { Keys = [.. writes.Select(static write => write.Key)] }, cancellationToken).ConfigureAwait(false);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, ValueOptions.Writer))
        {
            StoreNotes.Write(json, writes, before);
        }

        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }
}
