using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>What the connection string of a data source allows. Stores refuse settings with which they cannot work when they are made.</summary>
internal sealed class ConnectionLimits(string connectionString)
{
    private readonly NpgsqlConnectionStringBuilder _settings = new(connectionString);

    /// <summary>Refuses multiplexing: a connection that many calls share can neither prepare statements nor listen.</summary>
    public void RefuseMultiplexing(string parameterName)
    {
        if (_settings.Multiplexing)
        {
            throw new ArgumentException("Multiplexing is not supported, as statements are prepared on their connection. Remove Multiplexing=true from the connection string.", parameterName);
        }
    }

    /// <summary>Refuses a pool that is too small.</summary>
    public void Require(int connections, string parameterName)
    {
        if (_settings.Pooling && _settings.MaxPoolSize < connections)
        {
            throw new ArgumentException(
                $"Maximum Pool Size is {_settings.MaxPoolSize}, but a run store needs at least {connections} connections: one for leases, one for LISTEN, and one for calls.", parameterName);
        }
    }
}
