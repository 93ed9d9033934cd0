using System.Data;
using System.Text.Json;
using GraphRuntime.Stores;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>
/// Finds items. Filters and similarity are computed here, so that they mean the same as in every other store; what they look at comes over
/// a page at a time, out of one snapshot. Values come over for filters, and for the items that are found.
/// </summary>
internal sealed class StoreSearch(StoreSql sql, StoreQuery query, DateTimeOffset now)
{
    private const int PageSize = 500;

    private readonly StoreRange _range = StoreRange.Below(query.Prefix, now);

    public async ValueTask<StoreItem[]> RunAsync(PostgresSession session, CancellationToken cancellationToken)
    {
        var selection = new StoreSelection(query);
        if (selection.IsFull)
        {
            return [];
        }

        if (!selection.IsRanked && !selection.IsFiltered)
        {
            return [.. await PageAsync(session, cancellationToken).ConfigureAwait(false)];
        }

        var transaction = await session.Connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await OfferAsync(session, selection, cancellationToken).ConfigureAwait(false);
            StoreItem[] found = [.. selection.Take()];
            if (!selection.IsFiltered)
            {
                await FillAsync(session, found, cancellationToken).ConfigureAwait(false);
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return found;
        }
    }

    private async Task<List<StoreItem>> PageAsync(PostgresSession session, CancellationToken cancellationToken)
    {
        var command = session.Command(sql.Page);
        await using (command.ConfigureAwait(false))
        {
            _range.AddTo(command.Parameters).Number(query.Limit).Number(query.Offset);
            return await session.RowsAsync(command, StoreRow.Read, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task OfferAsync(PostgresSession session, StoreSelection selection, CancellationToken cancellationToken)
    {
        var (after, rows) = (default(StoreKey), PageSize);
        while (rows == PageSize && !selection.IsFull)
        {
            (after, rows) = await OfferAsync(session, selection, after, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Offers a page of candidates; gives the last of them, and how many there were.</summary>
    private async Task<(StoreKey? Last, int Rows)> OfferAsync(
        PostgresSession session, StoreSelection selection, StoreKey? after, CancellationToken cancellationToken)
    {
        var (last, rows) = (after, 0);
        var command = session.Command(sql.Candidates);
        await using (command.ConfigureAwait(false))
        {
            _range.AddTo(command.Parameters)
                .Nullable(after?.Namespace.Encoded.ToArray() ?? [], NpgsqlDbType.Bytea)
                .Text(after?.Key ?? "")
                .Nullable(selection.IsFiltered, NpgsqlDbType.Boolean)
                .Nullable(selection.IsRanked, NpgsqlDbType.Boolean)
                .Number(PageSize);
            var reader = await session.ReadAsync(command, cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    var item = StoreRow.Read(reader);
                    Offer(selection, item, reader.Bytes(StoreRow.Vectors));
                    (last, rows) = (item.Key, rows + 1);
                }
            }
        }

        return (last, rows);
    }

    private static void Offer(StoreSelection selection, StoreItem item, ReadOnlyMemory<byte> vectors)
    {
        try
        {
            if (selection.Matches(item.Value.Span, vectors.Span, out var score))
            {
                selection.Add(item with { Score = score });
            }
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException)
        {
            throw StoreRow.Damaged(damage);
        }
    }

    /// <summary>Fetches the values of the items that were found without them.</summary>
    private async Task FillAsync(PostgresSession session, StoreItem[] found, CancellationToken cancellationToken)
    {
        var whole = await StoreReader.ReadAsync(session, sql, Array.ConvertAll(found, static item => item.Key), now, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = found[i] with { Value = whole[i]!.Value };
        }
    }
}
