using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace GraphRuntime.Reliability.Tests;

/// <summary>
/// Stands before a PostgreSQL server as PgBouncer does in transaction mode: a client has a session of the server only from the first message of a transaction to
/// its end, and its next transaction goes to the session that has been idle for longest. Sessions are never reset, and what they announce by themselves reaches nobody.
/// </summary>
internal sealed class TransactionPooler : IAsyncDisposable
{
    private const byte ReadyForQuery = (byte)'Z';
    private const byte Authentication = (byte)'R';
    private const byte Notification = (byte)'A';
    private const byte Idle = (byte)'I';
    private const int Admitted = 0;
    private const int LastWord = 12;
    private const int SslRequest = 80877103;
    private const int CancelRequest = 80877102;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _clients = [];
    private readonly Channel<NetworkStream> _idle = Channel.CreateUnbounded<NetworkStream>();
    private readonly string _host;
    private readonly int _port;
    private readonly Task _accepting;
    private int _changes;

    public TransactionPooler(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often a client got another session than it had before.</summary>
    public int Changes => Volatile.Read(ref _changes);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await Task.WhenAll(_clients.Append(_accepting));
        while (_idle.Reader.TryRead(out var session))
        {
            await session.DisposeAsync();
        }

        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _clients.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var client = new NetworkStream(socket, ownsSocket: true);
        NetworkStream? session = null;
        NetworkStream? last = null;
        try
        {
            for (var isIn = await LogInAsync(client); isIn;)
            {
                var message = await ReadAsync(client);
                session ??= await _idle.Reader.ReadAsync(_stop.Token);
                _ = last == session ? 0 : Interlocked.Increment(ref _changes);
                last = session;
                await session.WriteAsync(message, _stop.Token);
                if (message[0] is (byte)'S' or (byte)'Q' && await AnswerAsync(session, client) == Idle)
                {
                    await _idle.Writer.WriteAsync(session, _stop.Token);
                    session = null;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client has left; a session in the middle of a transaction goes with it.
        }

        await (session?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>Lets a client log in to a new session, which then is anybody's. False for one that wants to cancel something.</summary>
    private async Task<bool> LogInAsync(NetworkStream client)
    {
        var startup = await ReadRestAsync(client, []);
        var code = BinaryPrimitives.ReadInt32BigEndian(startup.AsSpan(4));
        if (code == SslRequest)
        {
            await client.WriteAsync("N"u8.ToArray(), _stop.Token);
            return await LogInAsync(client);
        }

        if (code == CancelRequest)
        {
            return false;
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_host, _port, _stop.Token);
        var session = new NetworkStream(socket, ownsSocket: true);
        await session.WriteAsync(startup, _stop.Token);
        await AnswerAsync(session, client);
        await _idle.Writer.WriteAsync(session, _stop.Token);
        return true;
    }

    /// <summary>Hands on what the server answers, until it waits for more, and says whether a transaction is open.</summary>
    private async Task<byte> AnswerAsync(NetworkStream session, NetworkStream client)
    {
        while (true)
        {
            var message = await ReadAsync(session);
            if (message[0] != Notification)
            {
                await client.WriteAsync(message, _stop.Token);
            }

            if (message[0] == ReadyForQuery)
            {
                return message[^1];
            }

            if (message[0] == Authentication && BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(5)) is not (Admitted or LastWord))
            {
                await session.WriteAsync(await ReadAsync(client), _stop.Token);
            }
        }
    }

    private async Task<byte[]> ReadAsync(NetworkStream stream)
    {
        var kind = new byte[1];
        await stream.ReadExactlyAsync(kind, _stop.Token);
        return await ReadRestAsync(stream, kind);
    }

    private async Task<byte[]> ReadRestAsync(NetworkStream stream, byte[] kind)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, _stop.Token);
        var rest = new byte[BinaryPrimitives.ReadInt32BigEndian(length) - length.Length];
        await stream.ReadExactlyAsync(rest, _stop.Token);
        return [.. kind, .. length, .. rest];
    }
}
