using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace GraphRuntime.Postgres.Tests;

/// <summary>Stands between a client and the server: counts round trips, and takes the network away in several ways.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly NpgsqlConnectionStringBuilder _target;
    private readonly Task _accepting;
    private int _roundTrips;
    private int _fault;

    public TcpProxy(string connectionString)
    {
        _target = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What happens to the next answer of the server.</summary>
    public enum Fault
    {
        None = 0,

        /// <summary>It is lost together with its connection; the server has done its work.</summary>
        LoseAnswer = 1,

        /// <summary>It is lost, and the connection says nothing any more.</summary>
        FallSilent = 2,
    }

    public Fault Next
    {
        get => (Fault)Volatile.Read(ref _fault);
        set => Volatile.Write(ref _fault, (int)value);
    }

    /// <summary>How often the server answered something new.</summary>
    public int RoundTrips => Volatile.Read(ref _roundTrips);

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_target.ConnectionString)
    {
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                var server = new TcpClient();
                _clients.Add(client);
                _clients.Add(server);
                await server.ConnectAsync(_target.Host!, _target.Port);
                _ = ForwardAsync(client, server);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The proxy is closed.
        }
    }

    private async Task ForwardAsync(TcpClient client, TcpClient server)
    {
        client.NoDelay = server.NoDelay = true;
        var asked = new Turn();
        await Task.WhenAny(QuestionsAsync(client, server, asked), AnswersAsync(client, server, asked));
        client.Dispose();
        server.Dispose();
    }

    private static async Task QuestionsAsync(TcpClient client, TcpClient server, Turn turn)
    {
        var buffer = new byte[64 * 1024];
        while (await client.GetStream().ReadAsync(buffer) is > 0 and var count)
        {
            Volatile.Write(ref turn.Asked, 1);
            await server.GetStream().WriteAsync(buffer.AsMemory(0, count));
        }
    }

    private async Task AnswersAsync(TcpClient client, TcpClient server, Turn turn)
    {
        var buffer = new byte[64 * 1024];
        while (await server.GetStream().ReadAsync(buffer) is > 0 and var count)
        {
            if (Interlocked.Exchange(ref turn.Asked, 0) == 1)
            {
                Interlocked.Increment(ref _roundTrips);
            }

            switch ((Fault)Interlocked.Exchange(ref _fault, 0))
            {
                case Fault.LoseAnswer:
                    return;
                case Fault.FallSilent:
                    await new TaskCompletionSource().Task;
                    break;
            }

            await client.GetStream().WriteAsync(buffer.AsMemory(0, count));
        }
    }

    private sealed class Turn
    {
        public int Asked;
    }
}
