using System.Net.WebSockets;
using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Commands and events of a thread over one WebSocket. Runs go on when it closes.</summary>
internal sealed class ThreadSocket(ApiRequest request, string threadId, WebSocket socket) : IDisposable
{
    private const int MaxSubscriptions = 32;
    private const int ReceiveBytes = 8 * 1024;

    private readonly Dictionary<string, CancellationTokenSource> _subscriptions = new(StringComparer.Ordinal);
    private readonly List<Task> _pumps = [];
    private readonly SemaphoreSlim _sending = new(1, 1);

    public static async Task ServeAsync(ApiRequest request)
    {
        if (!request.Http.WebSockets.IsWebSocketRequest)
        {
            throw new ApiException(StatusCodes.Status426UpgradeRequired, "upgrade_required", "Open a WebSocket here, or POST a subscription for an event stream.");
        }

        var threadId = ThreadIds.CheckText(request.Route("thread"));
        await ThreadAccess.CheckAsync(request, threadId).ConfigureAwait(false);
        using var place = request.Api.Streams.Enter(request.Owner);
        using var socket = await request.Http.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        using var connection = new ThreadSocket(request, threadId, socket);
        await connection.RunAsync().ConfigureAwait(false);
    }

    public void Dispose() => _sending.Dispose();

    private async Task RunAsync()
    {
        try
        {
            while (await ReceiveAsync().ConfigureAwait(false) is { } message)
            {
                await AnswerAsync(message).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The client has gone.
        }
        finally
        {
            foreach (var subscription in _subscriptions.Values)
            {
                await subscription.CancelAsync().ConfigureAwait(false);
            }

            await Task.WhenAll(_pumps).ConfigureAwait(false);
            _sending.Dispose();
        }
    }

    /// <summary>One whole message; <see langword="null"/> when the client closes.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[ReceiveBytes];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), request.Aborted).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
                return null;
            }

            message.Write(buffer.AsSpan(0, part.Count));
            if (message.Length > request.Api.Options.MaxRequestBytes)
            {
                await socket.CloseAsync((WebSocketCloseStatus)(4000 + StatusCodes.Status413PayloadTooLarge), "The message is too large.", CancellationToken.None).ConfigureAwait(false);
                return null;
            }

            if (part.EndOfMessage)
            {
                return message.ToArray();
            }
        }
    }

    private async ValueTask AnswerAsync(ReadOnlyMemory<byte> message)
    {
        ProtocolCommand command;
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(message, new JsonDocumentOptions { MaxDepth = WireJson.MaxDepth });
        }
        catch (JsonException)
        {
            await SendAsync(ProtocolReply.Error(null, "invalid_argument", "Protocol commands must be valid JSON.").Json, request.Aborted).ConfigureAwait(false);
            return;
        }

        using (document)
        {
            try
            {
                command = ProtocolCommand.Read(document.RootElement);
            }
            catch (ApiException malformed)
            {
                await SendAsync(ProtocolReply.Error(null, "invalid_argument", malformed.Message).Json, request.Aborted).ConfigureAwait(false);
                return;
            }

            await DoAsync(command).ConfigureAwait(false);
        }
    }

    private async ValueTask DoAsync(ProtocolCommand command)
    {
        switch (command.Method)
        {
            case "subscription.subscribe":
                await SubscribeAsync(command).ConfigureAwait(false);
                break;
            case "subscription.unsubscribe":
                await UnsubscribeAsync(command).ConfigureAwait(false);
                break;
            case "subscription.reconnect":
                await SendAsync(ProtocolReply.Error(command.Id, "not_supported", "Subscribe again; events that are known come with the same ids.").Json, request.Aborted).ConfigureAwait(false);
                break;
            default:
                await SendAsync((await CommandAsync(command).ConfigureAwait(false)).Json, request.Aborted).ConfigureAwait(false);
                break;
        }
    }

    private async ValueTask<ProtocolReply> CommandAsync(ProtocolCommand command)
    {
        try
        {
            return await new ProtocolCommands(request, threadId).DoAsync(command).ConfigureAwait(false);
        }
        catch (Exception exception) when (Problems.From(exception, request.Api.Options) is { } problem)
        {
            var code = problem.Status switch
            {
                StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => "permission_denied",
                StatusCodes.Status404NotFound => problem.Code == "checkpoint_not_found" ? "no_such_checkpoint" : "invalid_argument",
                _ => "unknown_error",
            };
            return ProtocolReply.Error(command.Id, code, problem.Message);
        }
    }

    private async ValueTask SubscribeAsync(ProtocolCommand command)
    {
        SubscriptionFilter filter;
        try
        {
            filter = SubscriptionFilter.Read(command.Parameters, refusesUnknown: true);
        }
        catch (ApiException wrong)
        {
            await SendAsync(ProtocolReply.Error(command.Id, "invalid_argument", wrong.Message).Json, request.Aborted).ConfigureAwait(false);
            return;
        }

        if (_subscriptions.Count >= MaxSubscriptions)
        {
            await SendAsync(ProtocolReply.Error(command.Id, "invalid_argument", $"A connection has at most {MaxSubscriptions} subscriptions.").Json, request.Aborted).ConfigureAwait(false);
            return;
        }

        var id = request.Api.NewId();
        var stop = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted);
        _subscriptions[id] = stop;
        var through = await LastEventAsync().ConfigureAwait(false);
        var (projector, kept) = await ReplayAsync(filter, through).ConfigureAwait(false);
        await SendAsync(
            ProtocolReply.Success(command, threadId, ProtocolSeq.Through(through), json =>
            {
                json.WriteString("subscription_id", id);
                json.WriteNumber("replayed_events", kept.Count);
            }).Json,
            stop.Token).ConfigureAwait(false);
        foreach (var item in kept)
        {
            await SendAsync(item.ToJson(), stop.Token).ConfigureAwait(false);
        }

        _pumps.Add(PumpAsync(projector, filter, through, stop.Token));
    }

    private async ValueTask<long> LastEventAsync() => (await request.TryFindThreadAsync(threadId).ConfigureAwait(false))?.LastEvent ?? 0;

    /// <summary>What is stored already; it is sent after the answer to the subscription.</summary>
    private async ValueTask<(ThreadProjector Projector, List<ProtocolEvent> Kept)> ReplayAsync(SubscriptionFilter filter, long through)
    {
        var (projector, kept) = (new ThreadProjector(), new List<ProtocolEvent>());
        if (through > 0)
        {
            await foreach (var stored in ThreadAccess.FollowAsync(request, threadId, request.Aborted).ConfigureAwait(false))
            {
                kept.AddRange(projector.Project(stored).Where(filter.Takes));
                if (stored.Number >= through)
                {
                    break;
                }
            }
        }

        return (projector, kept);
    }

    /// <summary>Sends what comes. The task ends with the subscription, and never fails.</summary>
    private async Task PumpAsync(ThreadProjector projector, SubscriptionFilter filter, long after, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var stored in request.Coordinator.StreamThreadAsync(threadId, after, cancellationToken).ConfigureAwait(false))
            {
                if (after == 0)
                {
                    await ThreadAccess.CheckAsync(request, threadId).ConfigureAwait(false);
                    after = stored.Number;
                }

                foreach (var item in projector.Project(stored).Where(filter.Takes))
                {
                    await SendAsync(item.ToJson(), cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // The subscription or the connection has ended.
        }
        catch (Exception exception) when (exception is GraphRuntimeException or ObjectDisposedException or ApiException)
        {
            // The thread was deleted, or the store is away: without its events the connection is worth nothing, and the client opens another one.
            socket.Abort();
        }
    }

    private async ValueTask UnsubscribeAsync(ProtocolCommand command)
    {
#pragma warning disable CA2000 // The pump of the subscription disposes the source when it ends.
        if (command.Text("subscription_id") is not { } id || !_subscriptions.Remove(id, out var subscription))
#pragma warning restore CA2000
        {
            await SendAsync(ProtocolReply.Error(command.Id, "no_such_subscription", "There is no such subscription.").Json, request.Aborted).ConfigureAwait(false);
            return;
        }

        await subscription.CancelAsync().ConfigureAwait(false);
        var through = await LastEventAsync().ConfigureAwait(false);
        await SendAsync(ProtocolReply.Success(command, threadId, ProtocolSeq.Through(through), static _ => { }).Json, request.Aborted).ConfigureAwait(false);
    }

    /// <summary>Sends one message. A client that is slow is waited for: nothing piles up here.</summary>
    private async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A send that is cancelled in the middle breaks the connection; only the connection itself may end one.
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, request.Aborted).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }
}
