using System.Net.WebSockets;

namespace GraphRuntime.AspNetCore;

/// <summary>The subscriptions of one WebSocket. Each has a task that sends its events; the tasks end with the connection.</summary>
internal sealed class ThreadSubscriptions(ApiRequest request, string threadId, SocketChannel channel)
{
    private const int MaxSubscriptions = 32;

    private readonly Dictionary<string, Subscription> _open = new(StringComparer.Ordinal);

    public async ValueTask AddAsync(ProtocolCommand command)
    {
        SubscriptionFilter filter;
        try
        {
            filter = SubscriptionFilter.Read(command.Parameters, refusesUnknown: true);
        }
        catch (ApiException wrong)
        {
            await channel.SendAsync(ProtocolReply.Error(command.Id, "invalid_argument", wrong.Message).Json, request.Aborted).ConfigureAwait(false);
            return;
        }

        if (_open.Count >= MaxSubscriptions)
        {
            await channel.SendAsync(ProtocolReply.Error(command.Id, "invalid_argument", $"A connection has at most {MaxSubscriptions} subscriptions.").Json, request.Aborted).ConfigureAwait(false);
            return;
        }

        var id = request.Api.NewId();
        var through = await LastEventAsync().ConfigureAwait(false);
        var replayed = await CountAsync(filter, through).ConfigureAwait(false);
        await channel.SendAsync(
            ProtocolReply.Success(command, threadId, ProtocolSeq.Through(through), json =>
            {
                json.WriteString("subscription_id", id);
                json.WriteNumber("replayed_events", replayed);
            }).Json,
            request.Aborted).ConfigureAwait(false);
        _open[id] = new Subscription(stop => SendAsync(filter, stop), request.Aborted);
    }

    public async ValueTask RemoveAsync(ProtocolCommand command)
    {
        if (command.Text("subscription_id") is not { } id || !_open.Remove(id, out var subscription))
        {
            await channel.SendAsync(ProtocolReply.Error(command.Id, "no_such_subscription", "There is no such subscription.").Json, request.Aborted).ConfigureAwait(false);
            return;
        }

        await subscription.DisposeAsync().ConfigureAwait(false);
        var through = await LastEventAsync().ConfigureAwait(false);
        await channel.SendAsync(ProtocolReply.Success(command, threadId, ProtocolSeq.Through(through), static _ => { }).Json, request.Aborted).ConfigureAwait(false);
    }

    /// <summary>Ends all of them, and waits until none sends any more.</summary>
    public async ValueTask EndAsync()
    {
        foreach (var subscription in _open.Values)
        {
            await subscription.DisposeAsync().ConfigureAwait(false);
        }

        _open.Clear();
    }

    private async ValueTask<long> LastEventAsync() => (await request.TryFindThreadAsync(threadId).ConfigureAwait(false))?.LastEvent ?? 0;

    /// <summary>How many events are stored already. They are counted and not kept, so that a long thread needs no memory here.</summary>
    private async ValueTask<int> CountAsync(SubscriptionFilter filter, long through)
    {
        var (projector, count) = (new ThreadProjector(), 0);
        if (through > 0)
        {
            await foreach (var stored in ThreadAccess.FollowAsync(request, threadId, request.Aborted).ConfigureAwait(false))
            {
                count += projector.Project(stored).Count(filter.Takes);
                if (stored.Number >= through)
                {
                    break;
                }
            }
        }

        return count;
    }

    /// <summary>Sends what is stored, and what comes. The task ends with the subscription, and never fails.</summary>
    private async Task SendAsync(SubscriptionFilter filter, CancellationToken cancellationToken)
    {
        var projector = new ThreadProjector();
        try
        {
            await foreach (var stored in ThreadAccess.FollowAsync(request, threadId, cancellationToken).ConfigureAwait(false))
            {
                foreach (var item in projector.Project(stored).Where(filter.Takes))
                {
                    await channel.SendAsync(item.ToJson(), cancellationToken).ConfigureAwait(false);
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
            channel.Abort();
        }
    }

    /// <summary>A task that sends until it is stopped.</summary>
    private sealed class Subscription : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop;
        private readonly Task _sending;

        public Subscription(Func<CancellationToken, Task> send, CancellationToken aborted)
        {
            _stop = CancellationTokenSource.CreateLinkedTokenSource(aborted);
            _sending = send(_stop.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await _sending.ConfigureAwait(false);
            _stop.Dispose();
        }
    }
}
