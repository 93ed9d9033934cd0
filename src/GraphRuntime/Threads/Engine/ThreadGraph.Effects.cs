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

    public ValueTask<bool> IsCommittedAsync(string threadId, CompensationEntry entry, CancellationToken cancellationToken) =>
        StepStoreWrites.IsCommittedAsync(Checkpointer, threadId, entry, cancellationToken);

    public ValueTask MakeStoreWritesAsync(RunLease lease, CompensationEntry entry, CancellationToken cancellationToken) =>
        StepStoreWrites.ApplyAsync(StepStoreWrites.Store(Definition.Services, lease.ThreadId, lease.Epoch), entry, cancellationToken);

    public ValueTask CompensateAsync(RunLease lease, CompensationEntry entry, CancellationToken cancellationToken) => entry.Name == StepStoreWrites.Name
        ? StoreWriteCodec.RestoreAsync(StepStoreWrites.Store(Definition.Services, lease.ThreadId, lease.Epoch), entry.Result!.Value, cancellationToken)
        : Definition.Options.Compensations.TryGetValue(entry.Name, out var undo)
            ? undo(ToCompensation(entry), cancellationToken)
            : throw new InvalidOperationException($"Graph '{Definition.Name}' has no compensation '{entry.Name}' any more. Add it to CompileOptions.Compensations.");

    public Compensation ToCompensation(CompensationEntry entry) =>
        new(entry.Name, entry.RunId, entry.TaskId, entry.Key, entry.Result, Definition.Schema.JsonOptions);
}
