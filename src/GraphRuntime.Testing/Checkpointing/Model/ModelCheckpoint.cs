using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;

namespace GraphRuntime.Testing.Checkpointing.Model;

/// <summary>A checkpoint with a complete copy of everything it holds.</summary>
internal sealed class ModelCheckpoint(StoredCheckpoint content)
{
    private readonly List<(PendingWrite Write, string? RunId)> _writes = [];

    public StoredCheckpoint Content { get; } = Contents.Copy(content);

    public CheckpointRecord Record => Content.Record;

    public IEnumerable<PendingWrite> Writes =>
        _writes.Select(pair => pair.Write).OrderBy(write => write.TaskId, StringComparer.Ordinal).ThenBy(write => write.Kind);

    public void Put(PendingWrite write, string? runId)
    {
        _writes.RemoveAll(pair => pair.Write.TaskId == write.TaskId && pair.Write.Kind == write.Kind);
        _writes.Add((write with { Payload = write.Payload.ToArray() }, runId));
    }

    public int CountWrites(string runId) => _writes.Count(pair => pair.RunId == runId);

    public void RemoveWrites(IReadOnlyCollection<string> runIds) => _writes.RemoveAll(pair => pair.RunId is not null && runIds.Contains(pair.RunId));

    public ModelCheckpoint Copy()
    {
        var copy = new ModelCheckpoint(Content);
        copy._writes.AddRange(_writes);
        return copy;
    }
}
