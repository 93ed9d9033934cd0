namespace GraphRuntime.Postgres;

/// <summary>The tables and functions of the run store. They stand on those of the checkpointer.</summary>
internal static class RunSchema
{
    public static SchemaRoom Room { get; } = new(
        "runs",
        OldestReader: 4,
        ["Runs/Sql/001_tables.sql", "Runs/Sql/002_changes.sql", "Runs/Sql/003_leases.sql", "Runs/Sql/004_threads.sql", "Runs/Sql/005_context.sql", "Runs/Sql/006_events.sql",
            "Runs/Sql/007_ledger.sql", "Runs/Sql/008_erased.sql", "Runs/Sql/009_steer.sql", "Runs/Sql/010_removed.sql", "Runs/Sql/011_preempt.sql",
            "Runs/Sql/012_steer_calls.sql"]);
}
