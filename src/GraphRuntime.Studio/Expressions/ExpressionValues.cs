using System.Globalization;
using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Values of expressions, and how they compare. Values of different kinds are never equal, and neither is before the other.</summary>
internal static class ExpressionValues
{
    private static readonly JsonElement s_true = JsonSerializer.SerializeToElement(true, ScalarJson.Default.Boolean);
    private static readonly JsonElement s_false = JsonSerializer.SerializeToElement(false, ScalarJson.Default.Boolean);

    public static JsonElement Null { get; } = Read("null");

    public static JsonElement Of(bool value) => value ? s_true : s_false;

    public static JsonElement Of(int value) => JsonSerializer.SerializeToElement(value, ScalarJson.Default.Int32);

    public static JsonElement Of(string text) => JsonSerializer.SerializeToElement(text, ScalarJson.Default.String);

    /// <summary>The value of digits that are a number in JSON.</summary>
    public static JsonElement Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static bool Compare(string comparison, JsonElement left, JsonElement right) => comparison switch
    {
        "==" => AreEqual(left, right),
        "!=" => !AreEqual(left, right),
        "<" => Order(left, right) < 0,
        "<=" => Order(left, right) <= 0,
        ">" => Order(left, right) > 0,
        ">=" => Order(left, right) >= 0,
        "contains" => Contains(left, right),
        "in" => Contains(right, left),
        "startsWith" => Texts(left, right) is var (text, part) && text.StartsWith(part, StringComparison.Ordinal),
        _ => Texts(left, right) is var (text, part) && text.EndsWith(part, StringComparison.Ordinal),
    };

    private static bool IsNull(JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    private static bool AreEqual(JsonElement left, JsonElement right) =>
        IsNull(left) || IsNull(right) ? IsNull(left) && IsNull(right)
        : left.ValueKind == JsonValueKind.Number && right.ValueKind == JsonValueKind.Number ? Order(left, right) == 0
        : left.ValueKind == right.ValueKind && JsonElement.DeepEquals(left, right);

    /// <summary>Which value is before the other; <see langword="null"/> where neither is.</summary>
    private static int? Order(JsonElement left, JsonElement right) => (left.ValueKind, right.ValueKind) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => left.TryGetDecimal(out var exactLeft) && right.TryGetDecimal(out var exactRight)
            ? exactLeft.CompareTo(exactRight)
            : Double(left).CompareTo(Double(right)),
        (JsonValueKind.String, JsonValueKind.String) => string.CompareOrdinal(left.GetString(), right.GetString()),
        _ => null,
    };

    private static double Double(JsonElement number) => double.Parse(number.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool Contains(JsonElement whole, JsonElement part) => (whole.ValueKind, part.ValueKind) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => whole.GetString()!.Contains(part.GetString()!, StringComparison.Ordinal),
        (JsonValueKind.Object, JsonValueKind.String) => whole.TryGetProperty(part.GetString()!, out _),
        (JsonValueKind.Array, _) => whole.EnumerateArray().Any(item => AreEqual(item, part)),
        _ => false,
    };

    private static (string Text, string Part)? Texts(JsonElement left, JsonElement right) =>
        left.ValueKind == JsonValueKind.String && right.ValueKind == JsonValueKind.String ? (left.GetString()!, right.GetString()!) : null;
}
