using System.Text.Json;
using System.Threading.Channels;

namespace GraphRuntime.Studio;

/// <summary>One open stream: the events of a thread and the changes of its debug session, in the order in which they come.</summary>
internal sealed class ThreadEventStream(StudioRequest request, long after)
{
    private const int MostWaiting = 256;

    // A browser that reads slowly holds up its own stream, and nothing else.
    private readonly Channel<StreamMessage> _messages = Channel.CreateBounded<StreamMessage>(MostWaiting);

    private string ThreadId => request.ThreadId;

    public async Task RunAsync()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, request.Services.Stopping);
        Task[] sources = [SendEventsAsync(stop.Token), SendSessionAsync(stop.Token), SendHeartbeatsAsync(stop.Token)];
        try
        {
            await WriteAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The browser has gone, or the server stops.
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(sources).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SendEventsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var stored in request.Coordinator.StreamThreadAsync(ThreadId, after, cancellationToken).ConfigureAwait(false))
            {
                await SendAsync(new StreamMessage("thread", ThreadEventWriter.Write(stored), stored.Number), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ThreadNotFoundException)
        {
            await SendAsync(new StreamMessage("gone", "{}"u8.ToArray(), null), cancellationToken).ConfigureAwait(false);
            _messages.Writer.TryComplete();
        }
        catch (Exception failure)
        {
            // The writer throws it: the stream ends, and the browser connects again after the last number it has.
            _messages.Writer.TryComplete(failure);
        }
    }

    private async Task SendSessionAsync(CancellationToken cancellationToken)
    {
        var sessions = request.Services.Sessions;
        SessionView? sent = null;
        while (true)
        {
            var changed = sessions.Changes.Next;
            var view = sessions.Find(ThreadId)?.View ?? new SessionView();
            if (view != sent)
            {
                sent = view;
                await SendAsync(new StreamMessage("session", JsonSerializer.SerializeToUtf8Bytes(view, StudioJson.Default.SessionView), null), cancellationToken).ConfigureAwait(false);
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendHeartbeatsAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(request.Services.Options.HeartbeatInterval, request.Services.Time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            // An open page uses its session.
            request.Services.Sessions.Find(ThreadId);
            _messages.Writer.TryWrite(StreamMessage.Heartbeat);
        }
    }

    private ValueTask SendAsync(StreamMessage message, CancellationToken cancellationToken) => _messages.Writer.WriteAsync(message, cancellationToken);

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var body = request.Http.Response.BodyWriter;
        await request.Http.Response.StartAsync(cancellationToken).ConfigureAwait(false);
        while (await _messages.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (_messages.Reader.TryRead(out var message))
            {
                message.WriteTo(body);
            }

            await body.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
