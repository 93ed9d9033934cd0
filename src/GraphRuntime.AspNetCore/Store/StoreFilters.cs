using System.Text.Json;
using GraphRuntime.Stores;

namespace GraphRuntime.AspNetCore;

/// <summary>Conditions on items: a value that a field has, or comparisons by the names that the field of LangGraph's store knows.</summary>
internal static class StoreFilters
{
    public static IReadOnlyList<StoreFilter> Read(JsonElement? filter)
    {
        if (filter is not { ValueKind: JsonValueKind.Object } given)
        {
            return filter is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } ? [] : throw ApiException.Bad("'filter' is an object.");
        }

        return [.. given.EnumerateObject().SelectMany(static field => field.Value.ValueKind == JsonValueKind.Object
            ? field.Value.EnumerateObject().Select(condition => new StoreFilter(field.Name, Comparison(condition.Name), Scalar(condition.Value)))
            : [new StoreFilter(field.Name, StoreComparison.Equal, Scalar(field.Value))])];
    }

    private static StoreComparison Comparison(string name) => name switch
    {
        "$eq" => StoreComparison.Equal,
        "$ne" => StoreComparison.NotEqual,
        "$gt" => StoreComparison.GreaterThan,
        "$gte" => StoreComparison.GreaterThanOrEqual,
        "$lt" => StoreComparison.LessThan,
        "$lte" => StoreComparison.LessThanOrEqual,
        _ => throw ApiException.Invalid("invalid_filter", $"'{name}' is no comparison. Use $eq, $ne, $gt, $gte, $lt or $lte."),
    };

    private static StoreScalar Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => (string?)null,
        JsonValueKind.Number => value.TryGetDecimal(out var exact) ? exact : value.GetDouble(),
        _ => throw ApiException.Invalid("invalid_filter", "A field is compared with a text, a number, a boolean or null."),
    };
}
