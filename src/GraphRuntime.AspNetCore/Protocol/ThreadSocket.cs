using System.Net.WebSockets;
using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Commands and events of a thread over one WebSocket. Runs go on when it closes.</summary>
internal sealed class ThreadSocket(ApiRequest request, string threadId, SocketChannel channel)
{
    private readonly ThreadSubscriptions _subscriptions = new(request, threadId, channel);

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
        using var channel = new SocketChannel(socket, request.Api.Options.MaxRequestBytes, request.Aborted);
        await new ThreadSocket(request, threadId, channel).RunAsync().ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        try
        {
            while (await channel.ReceiveAsync().ConfigureAwait(false) is { } message)
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
            await _subscriptions.EndAsync().ConfigureAwait(false);
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
            await channel.SendAsync(ProtocolReply.Error(null, "invalid_argument", "Protocol commands must be valid JSON.").Json, request.Aborted).ConfigureAwait(false);
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
                await channel.SendAsync(ProtocolReply.Error(null, "invalid_argument", malformed.Message).Json, request.Aborted).ConfigureAwait(false);
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
                await _subscriptions.AddAsync(command).ConfigureAwait(false);
                break;
            case "subscription.unsubscribe":
                await _subscriptions.RemoveAsync(command).ConfigureAwait(false);
                break;
            case "subscription.reconnect":
                await channel.SendAsync(ProtocolReply.Error(command.Id, "not_supported", "Subscribe again; events that are known come with the same ids.").Json, request.Aborted).ConfigureAwait(false);
                break;
            default:
                await channel.SendAsync((await CommandAsync(command).ConfigureAwait(false)).Json, request.Aborted).ConfigureAwait(false);
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
                StatusCodes.Status404NotFound => "invalid_argument",
                _ => "unknown_error",
            };
            return ProtocolReply.Error(command.Id, code, problem.Message);
        }
    }
}
