using System.Text.Json;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Stores;

namespace GraphRuntime.Sqlite.Stores;

/// <summary>The rows of the store. Moments are ticks in UTC; a row whose end has come is not there for any reader.</summary>
internal static class StoreTable
{
    private const string Columns = "SELECT ns, key, created, updated, ttl, vectors, value, expires FROM gr_store ";

    private const string Live = "(expires IS NULL OR expires > ?3)";

    private const string FindSql = Columns + "WHERE ns = ?1 AND key = ?2 AND " + Live;

    private const string BelowSql = Columns + "WHERE ns >= ?1 AND ns < ?2 AND " + Live + " ORDER BY ns, key";

    private const string NamespacesSql = "SELECT DISTINCT ns FROM gr_store WHERE ns >= ?1 AND ns < ?2 AND " + Live + " ORDER BY ns";

    public static StoreItem?[] Read(SqliteSession session, (IReadOnlyList<StoreKey> Keys, DateTimeOffset Now) asked)
    {
        var items = new StoreItem?[asked.Keys.Count];
        for (var i = 0; i < items.Length; i++)
        {
            using var row = session.Prepare(FindSql);
            row.Bind(1, asked.Keys[i].Namespace.Encoded.Span).Bind(2, asked.Keys[i].Key).Bind(3, asked.Now.UtcTicks);
            items[i] = row.Read() ? Item(row, null) : null;
        }

        return items;
    }

    public static IReadOnlyList<StoreItem> Search(SqliteSession session, (StoreQuery Query, StoreSelection Selection, DateTimeOffset Now) asked)
    {
        using var row = session.Prepare(BelowSql);
        BindRange(row, asked.Query.Prefix, asked.Now);
        while (!asked.Selection.IsFull && row.Read())
        {
            if (Wants(asked.Selection, row, out var score))
            {
                asked.Selection.Add(Item(row, score));
            }
        }

        return asked.Selection.Take();
    }

    public static IReadOnlyList<StoreNamespace> Namespaces(SqliteSession session, (StoreNamespaceQuery Query, DateTimeOffset Now) asked)
    {
        return asked.Query.Select(All());

        IEnumerable<StoreNamespace> All()
        {
            using var row = session.Prepare(NamespacesSql);
            BindRange(row, asked.Query.Prefix, asked.Now);
            while (row.Read())
            {
                yield return Namespace(row);
            }
        }
    }

    // Every encoded namespace begins with a byte above zero, and ends with a zero byte.
    private static void BindRange(SqliteStatement row, StoreNamespace prefix, DateTimeOffset now)
    {
        byte[] from = prefix.Count == 0 ? [0] : prefix.Encoded.ToArray();
        byte[] to = prefix.Count == 0 ? [byte.MaxValue] : [.. from.AsSpan()[..^1], 1];
        row.Bind(1, from).Bind(2, to).Bind(3, now.UtcTicks);
    }

    private static bool Wants(StoreSelection selection, SqliteStatement row, out double? score)
    {
        try
        {
            return selection.Matches(selection.IsFiltered ? row.Span(6) : default, selection.IsRanked ? row.Span(5) : default, out score);
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException)
        {
            throw Damaged("its value is not JSON", damage);
        }
    }

    private static StoreItem Item(SqliteStatement row, double? score) =>
        new(Key(row), row.Bytes(6), Moment(row.Long(2)), Moment(row.Long(3)))
        {
            TimeToLive = row.IsNull(4) ? null : TimeSpan.FromTicks(row.Long(4)),
            ExpiresAt = row.IsNull(7) ? null : Moment(row.Long(7)),
            Score = score,
        };

    private static StoreKey Key(SqliteStatement row)
    {
        try
        {
            return new StoreKey(Namespace(row), row.Text(1));
        }
        catch (ArgumentException damage)
        {
            throw Damaged("its key is not one", damage);
        }
    }

    private static StoreNamespace Namespace(SqliteStatement row)
    {
        try
        {
            return StoreNamespace.Decode(row.Span(0));
        }
        catch (ArgumentException damage)
        {
            throw Damaged("its namespace is not one", damage);
        }
    }

    private static DateTimeOffset Moment(long ticks) =>
        ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : throw Damaged("one of its moments is not one", null);

    private static StorageException Damaged(string reason, Exception? cause) =>
        new(StorageProblem.Corrupted, $"A row of the store cannot be read: {reason}. Delete the item, or restore the database from a backup.", cause);
}
