using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Threads.Tests;

/// <summary>The checkpoints of a scripted conversation.</summary>
internal sealed class ScriptLine(ICheckpointer checkpointer, string threadId)
{
    private CheckpointRead _read = new(0, 0, 0, null);

    public ScriptState State { get; private set; } = ScriptState.Empty;

    public string? RunId => _read.Checkpoint?.Record.RunId;

    private CheckpointAddress Address => new(threadId, "");

    public static ScriptState StateOf(CheckpointRead read) =>
        read.Checkpoint is { } checkpoint ? JsonSerializer.Deserialize<ScriptState>(checkpoint.Record.Body.Span)! : ScriptState.Empty;

    public async Task ReadAsync()
    {
        _read = await checkpointer.ReadAsync(Address, null, default);
        State = StateOf(_read);
    }

    public async Task PutAsync(ThreadGraphRun run, ScriptState state, CheckpointSource source, DateTimeOffset now)
    {
        var record = new CheckpointRecord
        {
            Id = _read.LastId + 1,
            ParentId = _read.Head,
            Step = (_read.Checkpoint?.Record.Step ?? -2) + 1,
            Source = source,
            RunId = run.RunId,
            CreatedAt = now,
            Paused = state.Question is not null,
            Body = JsonSerializer.SerializeToUtf8Bytes(state),
        };
        await checkpointer.PutAsync(
            new CheckpointCommit { Address = Address, Epoch = run.Epoch, ExpectedHead = _read.Head, Checkpoints = [new NewCheckpoint { Record = record }] }, default);
        _read = new CheckpointRead(run.Epoch, record.Id, record.Id, new StoredCheckpoint { Record = record });
        State = state;
    }
}
