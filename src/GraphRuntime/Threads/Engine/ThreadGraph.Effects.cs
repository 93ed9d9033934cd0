using GraphRuntime.Checkpointing;
using GraphRuntime.Effects;
using GraphRuntime.Execution;

namespace GraphRuntime.Threads;

/// <content>Undoing what rolled-back runs did.</content>
internal sealed partial class ThreadGraph<TState>
{
    public bool HasCompensations => Definition.Options.Compensations.Count > 0 || Definition.Options.BufferedStoreWrites;

    public string DefinitionName => Definition.Name;

    private ICheckpointer Checkpointer => StateAccess.RequireCheckpointer(Definition, "the coordinator ran it");

    public CompensationJournal OpenJournal(string threadId, long epoch) => new(Checkpointer, Definition.Services.Codec, Definition.Services.Time, threadId, epoch);

    public ValueTask<bool> HasLastedAsync(string threadId, CompensationEntry entry, CancellationToken cancellationToken) =>
        StepStoreWrites.HasLastedAsync(Checkpointer, threadId, entry, cancellationToken);

    public ValueTask MakeStoreWritesAsync(RunLease lease, CompensationEntry entry, CancellationToken cancellationToken) =>
        StepStoreWrites.MakeAsync(StepStoreWrites.Store(Definition.Services, lease.ThreadId, lease.Epoch), entry, cancellationToken);

    public async ValueTask<bool> WasRolledBackAsync(string threadId, CompensationEntry entry, CancellationToken cancellationToken)
    {
        var head = await Checkpointer.ReadAsync(new CheckpointAddress(threadId, ""), null, cancellationToken).ConfigureAwait(false);
        if (head.Checkpoint?.Record.RunId == entry.RunId)
        {
            return false;
        }

        if (entry.Name == StepStoreWrites.Name)
        {
            return !await HasLastedAsync(threadId, entry, cancellationToken).ConfigureAwait(false);
        }

        var effect = $"{entry.TaskId}|{entry.Key}";
        var read = await Checkpointer.ReadAsync(new CheckpointAddress(threadId, entry.Namespace), entry.CheckpointId, cancellationToken).ConfigureAwait(false);
        return read.Checkpoint?.PendingWrites.Any(write => write.Kind == PendingWriteKind.Effect && write.TaskId == effect) != true;
    }

    public ValueTask CompensateAsync(RunLease lease, CompensationEntry entry, CancellationToken cancellationToken) => entry.Name == StepStoreWrites.Name
        ? StoreNotes.RestoreAsync(StepStoreWrites.Store(Definition.Services, lease.ThreadId, lease.Epoch), entry.Result!.Value, cancellationToken)
        : Definition.Options.Compensations.TryGetValue(entry.Name, out var undo)
            ? undo(ToCompensation(entry), cancellationToken)
            : throw new InvalidOperationException($"Graph '{Definition.Name}' has no compensation '{entry.Name}' any more. Add it to CompileOptions.Compensations.");

    public Compensation ToCompensation(CompensationEntry entry) =>
        new(entry.Name, entry.RunId, entry.TaskId, entry.Key, entry.Result, Definition.Schema.JsonOptions);
}
