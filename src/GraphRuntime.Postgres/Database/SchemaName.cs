using System.Text.RegularExpressions;

namespace GraphRuntime.Postgres;

/// <summary>A schema name that is safe to stand in SQL: the only part of a statement that is not a constant or a parameter.</summary>
internal sealed partial class SchemaName
{
    public SchemaName(string name)
    {
        if (name is null || !Allowed().IsMatch(name))
        {
            throw new ArgumentException(
                "A schema name has 1 to 63 lower-case letters, digits and underscores and does not begin with a digit or 'pg_'.", nameof(name));
        }

        Name = name;
    }

    public string Name { get; }

    /// <summary>A statement in which <c>{schema}</c> stands for this schema.</summary>
    public string In(string sql) => sql.Replace("{schema}", $"\"{Name}\"", StringComparison.Ordinal);

    [GeneratedRegex(@"\A(?!pg_)[a-z_][a-z0-9_]{0,62}\z")]
    private static partial Regex Allowed();
}
