using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// The stream of a thread in the frames of run streams: one run after the other, whoever created them. It does not end. Ids are the numbers of stored events in the thread.
/// </summary>
internal sealed class ThreadStream(ApiRequest request, string threadId, IReadOnlyList<string> modes)
{
    private static readonly HashSet<string> s_modes = new(StringComparer.Ordinal) { "run_modes", "lifecycle", "state_update" };

    /// <summary>The runs that have begun and not ended.</summary>
    private readonly Dictionary<string, RunProjector> _runs = new(StringComparer.Ordinal);

    public static async Task ServeAsync(ApiRequest request)
    {
        var modes = request.QueryList("stream_mode");
        if (modes.FirstOrDefault(static mode => !s_modes.Contains(mode)) is { } unknown)
        {
            throw ApiException.Bad($"'{unknown}' is no stream mode of a thread. There are run_modes, lifecycle and state_update.");
        }

        var after = StreamPosition.Parse(request.Http.Request.Headers["Last-Event-ID"].ToString());
        var thread = await request.FindThreadAsync(request.Route("thread")).ConfigureAwait(false);
        using var place = request.Api.Streams.Enter(request.Owner);
        var sse = new SseWriter(request.Http.Response);
        await sse.StartAsync(request.Aborted).ConfigureAwait(false);
        try
        {
            await new ThreadStream(request, thread.ThreadId, modes.Count > 0 ? modes : ["run_modes"]).FollowAsync(sse, after).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is GraphRuntimeException or ObjectDisposedException)
        {
            // The thread was deleted, the store is away or the server stops: cut, so that the client does not take it for an end.
        }

        request.Http.Abort();
    }

    private async Task FollowAsync(SseWriter sse, StreamPosition after) => await Heartbeats.ForEachAsync(
        request.Coordinator.StreamThreadAsync(threadId, 0, request.Aborted),
        async (stored, isLast) =>
        {
            var frames = await ProjectAsync(stored).ConfigureAwait(false);
            sse.Write(frames, stored.Number, after);
            if (isLast)
            {
                await sse.FlushAsync(request.Aborted).ConfigureAwait(false);
            }
        },
        () => sse.HeartbeatAsync(request.Aborted),
        request.Api.Options.HeartbeatInterval,
        request.Api.Time,
        request.Aborted).ConfigureAwait(false);

    private async ValueTask<IReadOnlyList<StreamFrame>> ProjectAsync(ThreadEvent stored)
    {
        if (stored.Kind != ThreadEvent.LifecycleKind)
        {
            var frames = _runs.TryGetValue(stored.RunId, out var run) ? run.Project(new RunEvent(stored.Sequence, stored.Kind, stored.Namespace, stored.Data)) : [];
            return stored.Kind == "values" && stored.Namespace.Length == 0 && modes.Contains("state_update") ? [.. frames, new StreamFrame("state_update", WireState(stored.Data))] : frames;
        }

        using var document = JsonDocument.Parse(stored.Data);
        return document.RootElement.GetProperty("event").GetString() switch
        {
            "started" => await BeginAsync(stored.RunId).ConfigureAwait(false),
            "ended" or "rolled_back" or "deleted" => await EndAsync(stored.RunId).ConfigureAwait(false),
            _ => [],
        };
    }

    private async ValueTask<IReadOnlyList<StreamFrame>> BeginAsync(string runId)
    {
        // A further attempt uses the projector of the first one. A run that was deleted has no events left, either.
        if (_runs.ContainsKey(runId) || await TryReadAsync(runId).ConfigureAwait(false) is not { } run)
        {
            return [];
        }

        var asked = RunWriter.RequestOf(run);
        var wanted = modes.Contains("run_modes") ? StreamModeNames.OrDefault(asked.StreamMode) : [];
        var options = new RunStreamOptions { Modes = modes.Contains("lifecycle") ? [.. wanted, "lifecycle"] : wanted, Subgraphs = asked.Subgraphs };
        return (_runs[runId] = new RunProjector(run, options)).Begin();
    }

    private async ValueTask<IReadOnlyList<StreamFrame>> EndAsync(string runId) =>
        _runs.Remove(runId, out var projector) && await TryReadAsync(runId).ConfigureAwait(false) is { } run ? projector.End(run, request.Api.Options.SendEndEvent) : [];

    private async ValueTask<RunInfo?> TryReadAsync(string runId)
    {
        try
        {
            return await request.Coordinator.GetRunAsync(threadId, runId, request.Aborted).ConfigureAwait(false);
        }
        catch (RunNotFoundException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> WireState(ReadOnlyMemory<byte> state) => JsonBytes.Of(json => WireValues.WriteState(json, state, keys: null));
}
