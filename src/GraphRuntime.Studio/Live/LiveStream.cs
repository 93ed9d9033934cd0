namespace GraphRuntime.Studio;

/// <summary>One open stream of a list. It sends the newest content only, so that a browser that reads slowly holds nothing up and nothing piles up for it.</summary>
internal sealed class LiveStream(StudioRequest request, LiveList list)
{
    public async Task RunAsync()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, request.Services.Stopping);
        try
        {
            await request.Http.Response.StartAsync(stop.Token).ConfigureAwait(false);
            await WriteAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The browser has gone, or the server stops.
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var body = request.Http.Response.BodyWriter;
        LiveContent? sent = null;
        while (true)
        {
            var changed = list.Changes.Next;
            var content = list.Content;
            if (content is not null && content != sent)
            {
                new StreamMessage(content.Event, content.Data, null).WriteTo(body);
                sent = content;
            }
            else
            {
                StreamMessage.Heartbeat.WriteTo(body);
            }

            await body.FlushAsync(cancellationToken).ConfigureAwait(false);
            await changed.WaitAsync(request.Services.Options.HeartbeatInterval, request.Services.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
