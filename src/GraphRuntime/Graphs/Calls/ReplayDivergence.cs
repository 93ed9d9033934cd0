using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Effects;

namespace GraphRuntime;

/// <summary>The first difference between a replay and the history.</summary>
public sealed record ReplayDivergence
{
    internal ReplayDivergence()
    {
    }

    /// <summary>In what they differ.</summary>
    public required ReplayDivergenceKind Kind { get; init; }

    /// <summary>The thread.</summary>
    public string ThreadId { get; init; } = "";

    /// <summary>The namespace; the empty string is the root graph.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The checkpoint that the superstep led to.</summary>
    public long CheckpointId { get; init; }

    /// <summary>The node, or <see langword="null"/> where the difference belongs to no single one.</summary>
    public string? Node { get; init; }

    /// <summary>The task of the node, or <see langword="null"/>.</summary>
    public string? TaskId { get; init; }

    /// <summary>The channel, or <see langword="null"/> where the difference is in none.</summary>
    public string? Channel { get; init; }

    /// <summary>The key of the effect, or <see langword="null"/> where the difference is in none.</summary>
    public string? EffectKey { get; init; }

    /// <summary>What the history has; <see langword="null"/> where it has nothing. An overwrite is <c>{"$overwrite": value}</c>.</summary>
    public JsonElement? Recorded { get; init; }

    /// <summary>What the replay gave; <see langword="null"/> where it gave nothing.</summary>
    public JsonElement? Replayed { get; init; }

    /// <summary>The difference as one sentence, without values.</summary>
    /// <returns>The sentence.</returns>
    public override string ToString()
    {
        var place = $"checkpoint {CheckpointId} of thread '{ThreadId}'{(Namespace.Length == 0 ? "" : $", namespace '{Namespace}'")}";
        var what = Kind switch
        {
            ReplayDivergenceKind.Write => $"node '{Node}' writes something else to channel '{Channel}'",
            ReplayDivergenceKind.State => $"channel '{Channel}' has another value after the same writes",
            ReplayDivergenceKind.Next => Node is null ? "something else runs next" : $"node '{Node}' leads to something else",
            ReplayDivergenceKind.Failure => Node is null ? "the superstep fails" : $"node '{Node}' fails where it had not, or the other way round",
            ReplayDivergenceKind.Question => $"node '{Node}' asks a question that it had not asked",
            _ => $"node '{Node}' wants to do effect '{EffectKey}', which the history does not have",
        };
        return $"A replay differs from the history at {place}: {what}.";
    }
}
