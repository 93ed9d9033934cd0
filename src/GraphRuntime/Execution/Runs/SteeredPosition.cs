using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>
/// How far inputs that were steered into a run are part of a state. It is stored in the checkpoint that applied them, so that after a crash the same inputs, which may be
/// handed over again, are known.
/// </summary>
/// <param name="Owner">The run that took the inputs; in a subgraph the thread, as a later run may go on with the call.</param>
/// <param name="Number">The sequence number of the last one that this graph applied itself. Inputs are applied in the order of these numbers.</param>
internal sealed record SteeredPosition(string Owner, long Number)
{
    /// <summary>The inputs for subgraphs that are part of the state: those that the call of this graph applied, and those of calls below that have ended.</summary>
    public SteeredNumbers OfCalls { get; init; } = SteeredNumbers.None;

    /// <summary>Whether an input for this graph is part of the state.</summary>
    public bool Covers(string owner, long number) => Owner == owner && number <= Number;

    /// <summary>The position after an input for this graph.</summary>
    public static SteeredPosition After(SteeredPosition? before, string owner, long number) => Of(before, owner) with { Number = number };

    /// <summary>The position with inputs that calls have applied.</summary>
    public static SteeredPosition With(SteeredPosition? before, string owner, SteeredNumbers numbers)
    {
        var position = Of(before, owner);
        return position with { OfCalls = position.OfCalls.With(numbers) };
    }

    public static SteeredPosition? Read(JsonElement body) => body.TryGetProperty(StoredFormat.Checkpoint.SteeredRun, out var run)
        ? new SteeredPosition(run.GetString()!, body.GetProperty(StoredFormat.Checkpoint.SteeredNumber).GetInt64())
        {
            OfCalls = SteeredNumbers.Read(body, StoredFormat.Checkpoint.SteeredCalls, StoredFormat.Checkpoint.SteeredThread),
        }
        : null;

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString(StoredFormat.Checkpoint.SteeredRun, Owner);
        json.WriteNumber(StoredFormat.Checkpoint.SteeredNumber, Number);
        OfCalls.Write(json, StoredFormat.Checkpoint.SteeredCalls, StoredFormat.Checkpoint.SteeredThread);
    }

    private static SteeredPosition Of(SteeredPosition? before, string owner) =>
        before?.Owner == owner ? before : new SteeredPosition(owner, 0);
}
