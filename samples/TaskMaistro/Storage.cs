using System.Data.Common;

namespace TaskMaistro;

/// <summary>Where threads, runs and to-dos are kept: nothing (memory), or a SQLite file.</summary>
internal sealed record Storage(string? SqliteFile)
{
    private const string SqlitePrefix = "sqlite:";

    public static Storage Default { get; } = new("taskmaistro.db");

    public static Storage Parse(string text) => text switch
    {
        "memory" => new Storage((string?)null),
        _ when text.StartsWith(SqlitePrefix, StringComparison.Ordinal) && text.Length > SqlitePrefix.Length => new Storage(text[SqlitePrefix.Length..]),
        _ => throw new UsageException($"'{text}' is not a store. Use memory or sqlite:FILE."),
    };

    public void AddTo(GraphRuntimeBuilder builder)
    {
        if (SqliteFile is not null)
        {
            builder.AddSqlite(new DbConnectionStringBuilder { ["Data Source"] = SqliteFile }.ConnectionString);
        }
    }

    public override string ToString() => SqliteFile is null ? "memory" : $"SQLite file {Path.GetFileName(SqliteFile)}";
}
