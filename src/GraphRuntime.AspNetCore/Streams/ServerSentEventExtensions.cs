using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GraphRuntime;

/// <summary>Streams of events for endpoints that an application writes itself. The JSON of each event is that of the stored events (docs/streaming.md).</summary>
public static class ServerSentEventExtensions
{
    /// <summary>The events of a run as server-sent events: the kind is the name of an event, its number the id. They end with the run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="lastEventId">The header <c>Last-Event-ID</c> of the request; <see langword="null"/>, and what is no id of a run, for the beginning.</param>
    /// <returns>The answer of an endpoint.</returns>
    public static ServerSentEventsResult<string> ToServerSentEvents(this RunHandle run, string? lastEventId = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        return TypedResults.ServerSentEvents(EventsAsync(run, Number(lastEventId)));
    }

    /// <summary>The events of all runs of a thread as server-sent events. They end when the client leaves.</summary>
    /// <param name="coordinator">The coordinator.</param>
    /// <param name="threadId">The thread; it need not exist yet.</param>
    /// <param name="lastEventId">The header <c>Last-Event-ID</c> of the request; <see langword="null"/>, and what is no id of a thread's event, for the beginning.</param>
    /// <returns>The answer of an endpoint.</returns>
    public static ServerSentEventsResult<string> ToServerSentEvents(this ThreadRunCoordinator coordinator, string threadId, string? lastEventId = null)
    {
        ArgumentNullException.ThrowIfNull(coordinator);
        ArgumentException.ThrowIfNullOrEmpty(threadId);
        return TypedResults.ServerSentEvents(EventsAsync(coordinator, threadId, Number(lastEventId)));
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(RunHandle run, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in run.StreamAsync(after, cancellationToken).ConfigureAwait(false))
        {
            yield return Item(item.Kind, item.Data, item.Sequence);
        }
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        ThreadRunCoordinator coordinator, string threadId, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in coordinator.StreamThreadAsync(threadId, after, cancellationToken).ConfigureAwait(false))
        {
            yield return Item(item.Kind, item.Data, item.Number);
        }
    }

    private static SseItem<string> Item(string kind, ReadOnlyMemory<byte> data, long number) =>
        new(Encoding.UTF8.GetString(data.Span), kind) { EventId = number.ToString(CultureInfo.InvariantCulture) };

    private static long Number(string? lastEventId) => long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
