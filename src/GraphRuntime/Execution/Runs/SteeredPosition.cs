using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>
/// How far inputs that were steered into a run are part of a state. It is stored in the checkpoint that applied them, so that after a crash the same inputs, which may be
/// handed over again, are known.
/// </summary>
/// <param name="RunId">The run that took the inputs.</param>
/// <param name="Number">The sequence number of the last one. Inputs are applied in the order of these numbers.</param>
internal sealed record SteeredPosition(string RunId, long Number)
{
    /// <summary>Whether an input is part of the state.</summary>
    public bool Covers(string runId, long number) => RunId == runId && number <= Number;

    public static SteeredPosition? Read(JsonElement body) => body.TryGetProperty(StoredFormat.Checkpoint.SteeredRun, out var run)
        ? new SteeredPosition(run.GetString()!, body.GetProperty(StoredFormat.Checkpoint.SteeredNumber).GetInt64())
        : null;

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString(StoredFormat.Checkpoint.SteeredRun, RunId);
        json.WriteNumber(StoredFormat.Checkpoint.SteeredNumber, Number);
    }
}
