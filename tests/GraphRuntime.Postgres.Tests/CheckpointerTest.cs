namespace GraphRuntime.Postgres.Tests;

/// <summary>A test of the checkpointer.</summary>
public abstract class CheckpointerTest(PostgresSchema schema) : PostgresTest(schema)
{
    protected ICheckpointer Store => Storage.Checkpointer;
}
