using GraphRuntime.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime;

/// <summary>Puts everything the graph runtime keeps into one PostgreSQL database, which many processes may share.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>Keeps checkpoints, threads, runs and the long-term store in a PostgreSQL database with default options.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The connection string, for example <c>Host=localhost;Username=app;Database=app</c>.</param>
    /// <returns>The builder.</returns>
    public static GraphRuntimeBuilder AddPostgres(this GraphRuntimeBuilder builder, string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.AddPostgres(new PostgresStorageOptions { ConnectionString = connectionString });
    }

    /// <summary>
    /// Keeps checkpoints, threads, runs and the long-term store in a PostgreSQL database. Nothing is sent to the server before the first call; the
    /// services close the connections.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="options">How to reach the database.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">Storage is registered already.</exception>
    public static GraphRuntimeBuilder AddPostgres(this GraphRuntimeBuilder builder, PostgresStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        builder.Services.AddSingleton(_ => new PostgresStorage(options));
        return builder.UseStorage(
            "PostgreSQL",
            static provider => provider.GetRequiredService<PostgresStorage>().Checkpointer,
            static provider => provider.GetRequiredService<PostgresStorage>().RunStore,
            static provider => provider.GetRequiredService<PostgresStorage>().Store);
    }
}
