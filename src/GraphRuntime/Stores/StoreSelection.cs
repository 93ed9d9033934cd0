using GraphRuntime.Diagnostics;

namespace GraphRuntime.Stores;

/// <summary>
/// For implementations of <see cref="IStore"/>: the answer to a query, picked from candidates. Offer the items below the prefix in order
/// of namespace and key; ask <see cref="Matches"/> first, and build the item only where the answer is yes.
/// </summary>
public sealed class StoreSelection
{
    private readonly StoreQuery _query;
    private readonly PriorityQueue<StoreItem, (double Score, int Order)> _ranked = new();
    private readonly List<StoreItem> _taken = [];
    private int _skipped;
    private int _offered;

    /// <summary>Begins an answer.</summary>
    /// <param name="query">The query.</param>
    /// <exception cref="ArgumentException">The query is not valid.</exception>
    public StoreSelection(StoreQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(query.Prefix);
        ArgumentOutOfRangeException.ThrowIfNegative(query.Limit, nameof(query));
        ArgumentOutOfRangeException.ThrowIfNegative(query.Offset, nameof(query));
        if (query.Text is not null)
        {
            throw new ArgumentException("The query has a text, but this store has no embeddings. Wrap it with WithEmbeddings, or give the query a vector.", nameof(query));
        }

        if (query.Vector.Length > 0)
        {
            StoreVectors.Check(query.Vector.Span, nameof(query));
        }

        _query = query;
    }

    /// <summary>Whether items are ranked by similarity, so that their vectors are needed.</summary>
    public bool IsRanked => _query.Vector.Length > 0;

    /// <summary>Whether values are compared, so that they are needed before an item is chosen.</summary>
    public bool IsFiltered => _query.Filters.Count > 0;

    /// <summary>Whether no further candidate can change the answer.</summary>
    public bool IsFull => _query.Limit == 0 || (!IsRanked && _taken.Count == _query.Limit);

    private long Room => (long)_query.Offset + _query.Limit;

    /// <summary>Whether a candidate belongs to the answer as far as it is known; if so, <see cref="Add"/> it.</summary>
    /// <param name="value">The value; not looked at where the query has no filters.</param>
    /// <param name="vectors">The encoded vectors; not looked at where the query has no vector.</param>
    /// <param name="score">The score of the item, where items are ranked.</param>
    /// <returns><see langword="true"/> where the item is wanted.</returns>
    public bool Matches(ReadOnlySpan<byte> value, ReadOnlySpan<byte> vectors, out double? score)
    {
        score = IsRanked ? StoreVectors.Score(vectors, _query.Vector.Span) : null;
        if (IsFull || (IsRanked && !IsBetter(score)) || !StoreValue.Fits(value, _query.Filters))
        {
            return false;
        }

        return IsRanked || _skipped++ >= _query.Offset;
    }

    /// <summary>Takes an item.</summary>
    /// <param name="item">The item, with the score that <see cref="Matches"/> gave.</param>
    public void Add(StoreItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (!IsRanked)
        {
            _taken.Add(item);
            return;
        }

        // Of equal ones the later leaves first.
        _ranked.Enqueue(item, (item.Score ?? -1, -_offered++));
        if (_ranked.Count > Room)
        {
            _ranked.Dequeue();
        }
    }

    /// <summary>Ends the answer.</summary>
    /// <returns>The items.</returns>
    public IReadOnlyList<StoreItem> Take()
    {
        if (!IsRanked)
        {
            return _taken;
        }

        while (_ranked.TryDequeue(out var item, out _))
        {
            _taken.Add(item);
        }

        _taken.Reverse();
        return [.. _taken.Skip(_query.Offset)];
    }

    private bool IsBetter(double? score) =>
        score is { } mine && (_ranked.Count < Room || (_ranked.TryPeek(out _, out var worst) && mine > worst.Score));
}
