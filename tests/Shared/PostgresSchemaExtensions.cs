using GraphRuntime.Postgres;
using GraphRuntime.PostgresFixture;

namespace GraphRuntime.TestSupport;

/// <summary>How stores reach a schema.</summary>
internal static class PostgresSchemaExtensions
{
    public static PostgresStorageOptions Options(this PostgresSchema schema) => new() { ConnectionString = schema.ConnectionString, Schema = schema.Name };
}
