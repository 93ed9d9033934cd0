using System.Text.Json;

namespace GraphRuntime.Stores;

/// <summary>A condition on one field of the values.</summary>
/// <example><code>new StoreFilter("status", StoreComparison.Equal, "open")</code></example>
public sealed record StoreFilter
{
    /// <summary>Creates a condition.</summary>
    /// <param name="field">The name of a field of the object itself. It is a name and nothing else: no path, no pattern.</param>
    /// <param name="comparison">How the field compares.</param>
    /// <param name="value">With what: a string, number, boolean or null.</param>
    /// <exception cref="ArgumentException">The comparison needs an order, and booleans and null have none; or the number is not finite.</exception>
    public StoreFilter(string field, StoreComparison comparison, StoreScalar value)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (!Enum.IsDefined(comparison))
        {
            throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Use one of the named comparisons.");
        }

        if (!value.IsFinite)
        {
            throw new ArgumentException($"Field '{field}': a JSON number is finite. Compare with a finite number.", nameof(value));
        }

        if (!value.HasOrder && comparison is not (StoreComparison.Equal or StoreComparison.NotEqual))
        {
            throw new ArgumentException($"Field '{field}': only strings and numbers are larger or smaller. Use Equal or NotEqual.", nameof(comparison));
        }

        Field = field;
        Comparison = comparison;
        Value = value;
    }

    /// <summary>The name of the field.</summary>
    public string Field { get; }

    /// <summary>How the field compares.</summary>
    public StoreComparison Comparison { get; }

    /// <summary>What the field is compared with.</summary>
    public StoreScalar Value { get; }

    internal bool Fits(ref Utf8JsonReader field, bool isThere)
    {
        var order = isThere ? Value.Compare(ref field) : null;
        return Comparison switch
        {
            StoreComparison.Equal => order == 0,
            StoreComparison.NotEqual => order != 0,
            StoreComparison.GreaterThan => order > 0,
            StoreComparison.GreaterThanOrEqual => order >= 0,
            StoreComparison.LessThan => order < 0,
            _ => order <= 0,
        };
    }
}
