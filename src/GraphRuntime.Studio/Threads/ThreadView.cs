using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>A thread in a list.</summary>
internal sealed record ThreadView(
    string ThreadId, string Status, string? Graph, PauseView? Pause, IReadOnlyDictionary<string, JsonElement> Metadata, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long LastEvent)
{
    public static ThreadView Of(ThreadInfo thread) => new(
        thread.ThreadId,
        WireNames.Of(thread.Status),
        thread.GraphName,
        PauseView.Of(thread),
        Scalars.Write(thread.Metadata),
        thread.CreatedAt,
        thread.UpdatedAt,
        thread.LastEvent);
}

/// <summary>What a thread waits for.</summary>
internal sealed record PauseView(string Reason, IReadOnlyList<string> QuestionIds)
{
    public static PauseView? Of(ThreadInfo thread) => thread.Pause is { } pause ? new(WireNames.Of(pause.Reason) ?? "", pause.InterruptIds) : null;
}

/// <summary>The runs of a thread that are in flight.</summary>
internal sealed record QueueView(string? Running, IReadOnlyList<string> Pending);

/// <summary>A thread with its queue and its debug session.</summary>
internal sealed record ThreadDetail(
    string ThreadId,
    string Status,
    string? Graph,
    PauseView? Pause,
    IReadOnlyDictionary<string, JsonElement> Metadata,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long LastEvent,
    QueueView Queue,
    SessionView Session);
