using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Effects;
using GraphRuntime.Graphs;
using GraphRuntime.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Execution;

/// <summary>
/// The buffered store writes of a superstep. They are recorded in the journal before the superstep is stored, and applied after it is. So a crash neither loses them
/// nor applies those of a superstep that was not stored, and a rollback finds what to restore.
/// </summary>
internal sealed class StepStoreWrites
{
    /// <summary>The name of their journal entries; no compensation of an application can have it.</summary>
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

    /// <summary>Records the buffered writes of the finished tasks; <see langword="null"/> if there are none.</summary>
    public static ValueTask<StepStoreWrites?> PlanAsync(LoopState loop) => PlanAsync(loop, Buffered(loop), loop.At.LastId + 1);

    /// <summary>The buffered writes of the finished tasks.</summary>
    public static StoreWrite[] Buffered(LoopState loop) => loop.Run.Root.Options.BufferedStoreWrites && loop.Checkpointer is not null
        ? [.. loop.Tasks.Where(static task => task.IsFinished).SelectMany(static task => task.StoreWrites ?? [])]
        : [];

    /// <summary>Records the buffered writes of tasks that the next checkpoint includes; <see langword="null"/> if there are none.</summary>
    public static async ValueTask<StepStoreWrites?> PlanAsync(LoopState loop, StoreWrite[] writes, long checkpoint)
    {
        if (writes.Length == 0)
        {
            return null;
        }

        writes = [.. writes.GroupBy(static write => write.Key).Select(static group => group.Last())];
        var described = await DescribeAsync(Store(loop.Run), writes, loop.CancellationToken).ConfigureAwait(false);
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
                Result = described,
            },
            canBeRolledBack: loop.Run.Control is not null,
            loop.CancellationToken).ConfigureAwait(false);
        return new StepStoreWrites(loop, entry);
    }

    /// <summary>Stores a superstep, and applies the buffered writes of its tasks.</summary>
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
            await writes.ApplyAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Applies the writes. The superstep must be stored.</summary>
    public async ValueTask ApplyAsync()
    {
        await ApplyAsync(Store(_loop.Run), _entry, CancellationToken.None).ConfigureAwait(false);
        await RetainAsync(_loop.Run.Journal, _entry, canBeRolledBack: _loop.Run.Control is not null).ConfigureAwait(false);
    }

    public static bool IsPlanned(CompensationEntry entry) => entry.Key == Planned;

    public static ValueTask ApplyAsync(IStore store, CompensationEntry entry, CancellationToken cancellationToken) =>
        store.WriteAsync(new StoreWriteBatch { Writes = StoreWriteCodec.ReadWrites(entry.Result!.Value) }, cancellationToken);

    /// <summary>Records that the writes were applied, while the run can be rolled back.</summary>
    public static ValueTask RetainAsync(CompensationJournal journal, CompensationEntry entry, bool canBeRolledBack) => canBeRolledBack
        ? journal.ReplaceAsync(entry with { Key = Made }, CancellationToken.None)
        : journal.CloseAsync(entry, CancellationToken.None);

    /// <summary>Whether the superstep was stored and is still part of the thread.</summary>
    public static async ValueTask<bool> IsCommittedAsync(ICheckpointer checkpointer, string threadId, CompensationEntry entry, CancellationToken cancellationToken)
    {
        var read = await checkpointer.ReadAsync(new CheckpointAddress(threadId, entry.Namespace), entry.CheckpointId, cancellationToken).ConfigureAwait(false);
        return read.Checkpoint is { } stored && (stored.Record.RunId ?? "") == entry.RunId;
    }

    /// <summary>Before a run without a coordinator starts, applies the committed writes of an earlier run that was cut off.</summary>
    public static async ValueTask SettleAsync(RunContext run)
    {
        var open = await run.Journal.ReadAsync(run.CancellationToken).ConfigureAwait(false);
        foreach (var entry in open.Where(entry => entry.Name == Name && entry.Graph == run.Root.Name && IsPlanned(entry)))
        {
            if (run.Journal.IsOwn(entry) && !entry.IsRolledBack && await IsCommittedAsync(run.Checkpointer!, run.ThreadId!, entry, run.CancellationToken).ConfigureAwait(false))
            {
                await ApplyAsync(Store(run), entry, run.CancellationToken).ConfigureAwait(false);
            }

            await run.Journal.CloseAsync(entry, run.CancellationToken).ConfigureAwait(false);
        }
    }

    public static IStore Store(EngineServices services, string threadId, long epoch) =>
        services.Provider!.GetRequiredService<IStore>().WithToken(new StoreWriteToken(threadId, epoch));

    private static IStore Store(RunContext run) => Store(run.Services, run.ThreadId!, run.Epoch);

    private static async ValueTask<JsonElement> DescribeAsync(IStore store, StoreWrite[] writes, CancellationToken cancellationToken)
    {
        var before = await store.ReadAsync(new StoreRead { Keys = [.. writes.Select(static write => write.Key)] }, cancellationToken).ConfigureAwait(false);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, ValueOptions.Writer))
        {
            StoreWriteCodec.Write(json, writes, before);
        }

        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }
}
