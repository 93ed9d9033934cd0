using System.Globalization;
using System.Text.Json;

namespace GraphRuntime.Stores;

/// <summary>A string, number, boolean or null to compare a field with. Strings, numbers and booleans convert by themselves; the default is null.</summary>
public readonly record struct StoreScalar
{
    private readonly JsonTokenType _kind;
    private readonly string? _text;
    private readonly StoreNumber _number;

    private StoreScalar(JsonTokenType kind, string? text, StoreNumber number)
    {
        _kind = kind;
        _text = text;
        _number = number;
    }

    internal JsonTokenType Kind => _kind == JsonTokenType.None ? JsonTokenType.Null : _kind;

    internal bool IsFinite => double.IsFinite(_number.Approximate);

    internal bool HasOrder => Kind is JsonTokenType.String or JsonTokenType.Number;

    /// <summary>Takes a string.</summary>
    /// <param name="value">The string, or <see langword="null"/>.</param>
    public static implicit operator StoreScalar(string? value) => value is null ? default : new(JsonTokenType.String, value, default);

    /// <summary>Takes a boolean.</summary>
    /// <param name="value">The boolean.</param>
    public static implicit operator StoreScalar(bool value) => new(value ? JsonTokenType.True : JsonTokenType.False, null, default);

    /// <summary>Takes a whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator StoreScalar(long value) => (decimal)value;

    /// <summary>Takes a decimal number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator StoreScalar(decimal value) => new(JsonTokenType.Number, null, new StoreNumber((double)value, value));

    /// <summary>Takes a floating-point number.</summary>
    /// <param name="value">The number. One that is not finite is refused by <see cref="StoreFilter"/>, as JSON has none.</param>
    public static implicit operator StoreScalar(double value) =>
        // Converted through its shortest text, as in JSON, so that 0.1 equals the stored 0.1.
        new(JsonTokenType.Number, null, StoreNumber.Of(value, value.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>Compares a scalar in JSON with this one; null where the two are of different kinds.</summary>
    internal int? Compare(ref Utf8JsonReader field)
    {
        if (field.TokenType != Kind)
        {
            return null;
        }

        return Kind switch
        {
            JsonTokenType.String => string.CompareOrdinal(field.GetString(), _text),
            JsonTokenType.Number => StoreNumber.Of(ref field).CompareTo(_number),
            _ => 0,
        };
    }
}
