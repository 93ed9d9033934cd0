using System.Buffers;
using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Follows a run for one reader, from its first stored event to its end.</summary>
internal static class RunStream
{
    public static async Task ServeAsync(ApiRequest request, RunHandle handle, RunInfo run, RunStreamOptions options)
    {
        using var place = request.Api.Streams.Enter(request.Owner);
        var sse = new SseWriter(request.Http.Response);
        await sse.StartAsync(request.Aborted).ConfigureAwait(false);
        try
        {
            await FollowAsync(request, sse, handle, run, options).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (request.Aborted.IsCancellationRequested)
        {
            await RunCancellation.LeaveAsync(handle, options.CancelOnDisconnect).ConfigureAwait(false);
        }
        catch (RunNotFoundException)
        {
            // Rolled back or deleted: the stream just ends.
        }
        catch (Exception exception) when (exception is StorageException or ObjectDisposedException)
        {
            // Cut, so that the client does not take this for the end of the run, and comes again.
            request.Http.Abort();
        }
    }

    private static async Task FollowAsync(ApiRequest request, SseWriter sse, RunHandle handle, RunInfo run, RunStreamOptions options)
    {
        var projector = new RunProjector(run, options);
        var last = 0L;
        var isAfter = options.AfterCheckpoint is null;
        if (options.After < new StreamPosition(0, 0))
        {
            sse.Write(projector.Begin(), 0, options.After);
        }

        await sse.FlushAsync(request.Aborted).ConfigureAwait(false);

        // A message that is built from its pieces, or the step of a task, needs the events before the place where the reader goes on: all are read, and the earlier ones are not sent.
        await Heartbeats.ForEachAsync(
            handle.StreamAsync(0, request.Aborted),
            (item, isLast) =>
            {
                last = item.Sequence;
                var frames = projector.Project(item);
                if (isAfter)
                {
                    sse.Write(frames, last, options.After);
                }

                isAfter |= item is { Kind: "checkpoints", Namespace: "" } && CheckpointOf(item) == options.AfterCheckpoint;
                return isLast ? sse.FlushAsync(request.Aborted) : ValueTask.CompletedTask;
            },
            () => sse.HeartbeatAsync(request.Aborted),
            request.Api.Options.HeartbeatInterval,
            request.Api.Time,
            request.Aborted).ConfigureAwait(false);
        var end = await handle.GetAsync(request.Aborted).ConfigureAwait(false);
        sse.Write(projector.End(end, request.Api.Options.SendEndEvent), last + 1, options.After);

        await sse.FlushAsync(request.Aborted).ConfigureAwait(false);
    }

    private static long CheckpointOf(RunEvent checkpoint)
    {
        using var document = JsonDocument.Parse(checkpoint.Data);
        return document.RootElement.GetProperty("id").GetInt64();
    }
}
