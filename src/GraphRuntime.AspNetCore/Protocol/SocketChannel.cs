using System.Net.WebSockets;

namespace GraphRuntime.AspNetCore;

/// <summary>Whole messages over a WebSocket, which only takes one message at a time.</summary>
internal sealed class SocketChannel(WebSocket socket, int maxBytes, CancellationToken aborted) : IDisposable
{
    private const int ReceiveBytes = 8 * 1024;
    private const int FirstOwnCode = 4000;

    private readonly SemaphoreSlim _sending = new(1, 1);

    /// <summary>Refuses a connection. Scripts in a browser see no status of HTTP here, so the reason is the code of the close frame, from which clients know whether to come again.</summary>
    public static async Task RefuseAsync(HttpContext http, ApiException problem)
    {
        using var refused = await http.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        await refused.CloseOutputAsync(CloseCode(problem.Status), problem.Code, http.RequestAborted).ConfigureAwait(false);
    }

    public void Dispose() => _sending.Dispose();

    /// <summary>Receives one message; <see langword="null"/> when the client closes.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[ReceiveBytes];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), aborted).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
                return null;
            }

            message.Write(buffer.AsSpan(0, part.Count));
            if (message.Length > maxBytes)
            {
                await socket.CloseOutputAsync(CloseCode(StatusCodes.Status413PayloadTooLarge), "The message is too large.", CancellationToken.None).ConfigureAwait(false);
                return null;
            }

            if (part.EndOfMessage)
            {
                return message.ToArray();
            }
        }
    }

    /// <summary>Sends one message. A client that is slow is waited for: nothing piles up here.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A send that is cancelled in the middle breaks the connection; only the connection itself may end one.
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, aborted).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Cuts the connection, so that the client opens another one.</summary>
    public void Abort() => socket.Abort();

    private static WebSocketCloseStatus CloseCode(int httpStatus) => (WebSocketCloseStatus)(FirstOwnCode + httpStatus);
}
