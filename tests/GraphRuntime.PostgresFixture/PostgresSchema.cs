using Npgsql;
using Xunit;

namespace GraphRuntime.PostgresFixture;

/// <summary>
/// A schema of its own on the shared server, for one test class (as class fixture) or one test. It is dropped at the end; it is not
/// created here, as that is what the stores do.
/// </summary>
public sealed class PostgresSchema : IAsyncLifetime, IAsyncDisposable
{
    private NpgsqlDataSource? _dataSource;

    /// <summary>The name of the schema.</summary>
    public string Name { get; } = NewName();

    /// <summary>Reaches the server as a role that may do anything.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>A pool of connections to the server that look for tables in this schema.</summary>
    public NpgsqlDataSource DataSource => _dataSource ?? throw new InvalidOperationException("The schema is not initialized yet.");

    /// <summary>A name that no schema or database of the server has, whoever shares it.</summary>
    public static string NewName()
    {
#pragma warning disable RS0030 // Several processes may use one server, and one that was killed leaves its schemas.
        return $"t_{Guid.NewGuid():N}";
#pragma warning restore RS0030
    }

    /// <summary>A schema for one test; dispose it.</summary>
    public static async Task<PostgresSchema> CreateAsync()
    {
        var schema = new PostgresSchema();
        await schema.InitializeAsync().ConfigureAwait(false);
        return schema;
    }

    public async Task InitializeAsync()
    {
        if (PostgresAvailability.SkipReason is not null)
        {
            return;
        }

        ConnectionString = (await PostgresServer.SharedAsync().ConfigureAwait(false)).ConnectionString;
        _dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { SearchPath = Name });
    }

    /// <summary>Runs a statement, in which <c>{schema}</c> stands for the schema, and returns the first value.</summary>
    public async Task<object?> ExecuteAsync(string sql)
    {
        var command = DataSource.CreateCommand(sql.Replace("{schema}", Name, StringComparison.Ordinal));
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The whole schema as SQL, in which <c>{schema}</c> stands for its name.</summary>
    public async Task<string> DumpAsync() => (await PostgresDump.RunAsync(ConnectionString, Name).ConfigureAwait(false)).Replace(Name, "{schema}", StringComparison.Ordinal);

    /// <summary>Removes all rows of all tables that are there, but for the version of the schema.</summary>
    public async Task EmptyAsync()
    {
        var tables = await ExecuteAsync(
            "SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') FROM pg_tables WHERE schemaname = '{schema}' AND tablename <> 'schema_version'")
            .ConfigureAwait(false);
        if (tables is string names)
        {
            await ExecuteAsync("TRUNCATE " + names).ConfigureAwait(false);
        }
    }

    public async Task DisposeAsync()
    {
        if (_dataSource is null)
        {
            return;
        }

        await ExecuteAsync("DROP SCHEMA IF EXISTS {schema} CASCADE").ConfigureAwait(false);
        await _dataSource.DisposeAsync().ConfigureAwait(false);
        _dataSource = null;
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync().ConfigureAwait(false);
}
