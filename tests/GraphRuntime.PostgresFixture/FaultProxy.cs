using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace GraphRuntime.PostgresFixture;

/// <summary>A TCP proxy between clients and PostgreSQL that behaves as a bad network does, by a plan.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<FaultyConnection, Task> _connections = new();
    private readonly NpgsqlConnectionStringBuilder _target;
    private readonly Task _accepting;
    private volatile bool _isCut;

    /// <summary>Begins to accept connections.</summary>
    /// <param name="connectionString">How to reach the server itself.</param>
    /// <param name="plan">What happens to the traffic.</param>
    public FaultProxy(string connectionString, FaultPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Plan = plan;
        _target = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What happens to the traffic.</summary>
    public FaultPlan Plan { get; }

    /// <summary>Whether nothing passes: open connections are reset, and so are new ones. An open connection that this ends counts as ended by a fault.</summary>
    public bool IsCut
    {
        get => _isCut;
        set
        {
            _isCut = value;
            foreach (var connection in value ? _connections.Keys : [])
            {
                Plan.CountEnded();
                connection.End(reset: true);
            }
        }
    }

    /// <summary>How to reach the server through the proxy.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_target.ConnectionString)
    {
        Host = IPAddress.Loopback.ToString(),
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
        Timeout = 5,
    }.ConnectionString;

    /// <summary>Closes the proxy and every connection through it.</summary>
    /// <returns>A task that completes when they are closed.</returns>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        foreach (var connection in _connections.Keys)
        {
            connection.End(reset: true);
        }

        await Task.WhenAll(_connections.Values).ConfigureAwait(false);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync().ConfigureAwait(false);
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await server.ConnectAsync(_target.Host!, _target.Port).ConfigureAwait(false);
                var connection = new FaultyConnection(client, server, Plan);
                _connections[connection] = ForwardAsync(connection);
                if (_isCut)
                {
                    connection.End(reset: true);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The proxy is closed.
        }
    }

    private async Task ForwardAsync(FaultyConnection connection)
    {
        await connection.RunAsync().ConfigureAwait(false);
        _connections.TryRemove(connection, out _);
    }
}
