using System.Globalization;
using System.Text.Json;

namespace GraphRuntime.Stores;

/// <summary>
/// A JSON number: a double for the range and, where there is one, a decimal for the digits that a double drops. Beyond both, numbers
/// compare as doubles.
/// </summary>
internal readonly record struct StoreNumber(double Approximate, decimal? Exact)
{
    public static StoreNumber Of(double value, string text) =>
        new(value, decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? exact : null);

    public static StoreNumber Of(ref Utf8JsonReader reader) =>
        new(reader.TryGetDouble(out var value) ? value : double.NaN, reader.TryGetDecimal(out var exact) ? exact : null);

    public int CompareTo(StoreNumber other)
    {
        var rough = Approximate.CompareTo(other.Approximate);
        return rough == 0 && Exact is { } mine && other.Exact is { } its ? mine.CompareTo(its) : rough;
    }
}
