using System.Net.Sockets;

namespace GraphRuntime.PostgresFixture;

/// <summary>One connection through a <see cref="FaultProxy"/>: two directions, each of which may be delayed, silenced or cut.</summary>
internal sealed class FaultyConnection(Socket client, Socket server, FaultPlan plan)
{
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Forwards both directions until the connection ends.</summary>
    public async Task RunAsync()
    {
        client.NoDelay = server.NoDelay = true;
        await Task.WhenAll(ForwardAsync(client, server), ForwardAsync(server, client)).ConfigureAwait(false);
        client.Dispose();
        server.Dispose();
    }

    /// <summary>Ends the connection as a router does that has forgotten it, or as an orderly shutdown does.</summary>
    public void End(bool reset)
    {
        _lost.TrySetResult();
        foreach (var socket in (Socket[])[client, server])
        {
            try
            {
                socket.LingerState = new LingerOption(reset, 0);
                socket.Dispose();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // It has ended by itself.
            }
        }
    }

    private async Task ForwardAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, SocketFlags.None).ConfigureAwait(false) is > 0 and var count)
            {
                await PassAsync(buffer.AsMemory(0, count), to).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // One of the ends is gone.
        }

        End(reset: false);
    }

    private async Task PassAsync(Memory<byte> piece, Socket to)
    {
        var (fault, pause) = plan.Next();
        switch (fault)
        {
            case NetworkFault.Delay or NetworkFault.OneDirectionStalls:
                await PauseAsync(pause).ConfigureAwait(false);
                break;
            case NetworkFault.Slow:
                await to.SendAsync(piece[..(piece.Length / 2)], SocketFlags.None).ConfigureAwait(false);
                await PauseAsync(pause).ConfigureAwait(false);
                piece = piece[(piece.Length / 2)..];
                break;
            case NetworkFault.Cut or NetworkFault.Reset:
                End(fault == NetworkFault.Reset);
                return;
            case NetworkFault.CutInsideMessage:
                await to.SendAsync(piece[..(piece.Length / 2)], SocketFlags.None).ConfigureAwait(false);
                End(reset: true);
                return;
            case NetworkFault.HalfOpen:
                // This direction swallows everything, and after a while the connection is reset.
                await PauseAsync(pause).ConfigureAwait(false);
                End(reset: true);
                return;
        }

        await to.SendAsync(piece, SocketFlags.None).ConfigureAwait(false);
    }

    /// <summary>The network itself is slow: it holds a piece for a while, or until the connection is lost.</summary>
    private async Task PauseAsync(TimeSpan pause) => await _lost.Task.WaitAsync(pause).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
