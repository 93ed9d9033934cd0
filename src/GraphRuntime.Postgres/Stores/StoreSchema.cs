namespace GraphRuntime.Postgres;

/// <summary>The table and functions of long-term memory. Its functions use those of the checkpointer, so its room comes later.</summary>
internal static class StoreSchema
{
    public static SchemaRoom Room { get; } = new("store", OldestReader: 1, ["Stores/Sql/001_items.sql", "Stores/Sql/002_search_path.sql"]);
}
