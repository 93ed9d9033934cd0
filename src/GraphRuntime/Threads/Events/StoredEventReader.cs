using System.Text.Json;
using GraphRuntime.Streaming;

namespace GraphRuntime.Threads;

/// <summary>Reads stored events of a thread as the events of its graph. It never fails because of what is stored: that is shown as it is.</summary>
internal sealed class StoredEventReader(IThreadGraph graph, string threadId)
{
    public ValueTask<GraphEvent> ReadAsync(StoredThreadEvent stored, CancellationToken cancellationToken) =>
        stored.Event is { } graphEvent ? ReadAsync(graphEvent, cancellationToken) : new(Lifecycle(stored.Fact!));

    public async ValueTask<GraphEvent> ReadAsync(RunEvent stored, CancellationToken cancellationToken)
    {
        GraphEvent? graphEvent = null;
        try
        {
            var data = JsonElement.Parse(stored.Data.Span);
            var checkpoint = EventJsonReader.CheckpointOf(stored.Kind, data) is { } id ? await CheckpointAsync(stored.Namespace, id, cancellationToken).ConfigureAwait(false) : null;
            graphEvent = EventJsonReader.Read(stored.Kind, data, SchemaOf(stored.Namespace), checkpoint);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            // The event is handed over as it is stored. A reader of a long stream has to get past it.
        }

        graphEvent = (graphEvent ?? new StoredEvent { Kind = stored.Kind, Data = stored.Data }) with { Namespace = stored.Namespace };
        graphEvent.Sequence = stored.Sequence;
        return graphEvent;
    }

    private async ValueTask<StateSnapshot?> CheckpointAsync(string ns, long id, CancellationToken cancellationToken)
    {
        try
        {
            return await graph.GetStateAsync(new GraphThread(threadId) { CheckpointId = id, Namespace = ns }, subgraphs: false, cancellationToken).ConfigureAwait(false);
        }
        catch (CheckpointException)
        {
            return null;
        }
    }

    private StateSchema SchemaOf(string ns) => graph.Compiled.Definition.FindSubgraph(ns).Schema;

    private LifecycleEvent Lifecycle(RunFact fact) => new()
    {
        Kind = fact.Kind,
        GraphName = fact.Kind == RunFactKind.Admitted ? fact.Text : null,
        Strategy = fact.Strategy,
        Attempt = fact.Attempt,
        Status = fact.Status,
        Reason = fact.Reason,
        Error = fact.Kind == RunFactKind.Ended ? fact.Text : null,
        Questions = fact.Kind == RunFactKind.Asked ? [.. InterruptJson.Read(fact.Data, graph.JsonOptions).Where(static one => one.IsAnswerable)] : [],
        QuestionIds = fact.Kind is RunFactKind.Answered or RunFactKind.Discarded ? LifecycleJson.ReadIds(fact.Data) : [],
    };

    /// <summary>What code that reads values throws where they are of another form: no failure of the store, and nothing that was cancelled.</summary>
    private static bool IsUnreadable(Exception exception) =>
        exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or NotSupportedException or ArgumentException
            or InvalidUpdateException or StateSerializationException or UnknownNodeException or StateVersionException or SchemaChangedException;
}
