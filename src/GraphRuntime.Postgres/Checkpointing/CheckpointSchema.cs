namespace GraphRuntime.Postgres;

/// <summary>The tables and functions of the checkpointer.</summary>
internal static class CheckpointSchema
{
    public static SchemaRoom Room { get; } = new(
        "checkpoints",
        OldestReader: 3,
        ["Checkpointing/Sql/001_tables.sql", "Checkpointing/Sql/002_writes.sql", "Checkpointing/Sql/003_removal.sql", "Checkpointing/Sql/004_search_path.sql"]);
}
