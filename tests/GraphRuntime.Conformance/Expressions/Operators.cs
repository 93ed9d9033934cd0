namespace GraphRuntime.Conformance.Expressions;

/// <summary>The operators: objects whose only key begins with a dollar sign.</summary>
internal static class Operators
{
    public static JsonElement Apply(string name, JsonElement operand, Scope scope) => name switch
    {
        "$get" => Get(operand, scope),
        "$input" => scope.Input,
        "$var" => scope[operand.GetString()!],
        "$lit" => operand,
        "$ticks" => Json.Number(scope.Counters.Ticks(operand.GetString()!)),
        "$error" => Json.Text(operand.GetString() == "node" ? scope.Error.Node : scope.Error.Message),
        "$if" => If(operand, scope),
        "$map" => Map(operand, scope),
        "$and" => Json.Flag(operand.Items().All(e => Expression.Evaluate(e, scope).IsTrue())),
        "$or" => Json.Flag(operand.Items().Any(e => Expression.Evaluate(e, scope).IsTrue())),
        "$send" or "$overwrite" => Json.Object((name, Expression.Evaluate(operand, scope))),
        _ => ApplyToValue(name, Expression.Evaluate(operand, scope)),
    };

    private static JsonElement ApplyToValue(string name, JsonElement value) => name switch
    {
        "$add" or "$sum" => Json.Number(value.Items().Sum(Json.ToNumber)),
        "$mul" => Json.Number(value.Items().Aggregate(1L, static (product, e) => product * e.ToNumber())),
        "$sub" => Json.Number(value[0].ToNumber() - value[1].ToNumber()),
        "$mod" => Json.Number(value[0].ToNumber() % value[1].ToNumber()),
        "$str" => Json.Text(string.Concat(value.Spread().Select(CompactJson.ToText))),
        "$concat" => Json.List(value.Items().SelectMany(Json.Spread)),
        "$len" => Json.Number(Length(value)),
        "$at" => At(value[0], value[1].ToNumber()),
        "$field" => value[0].Member(value[1].GetString()!),
        "$eq" => Json.Flag(JsonElement.DeepEquals(value[0], value[1])),
        "$ne" => Json.Flag(!JsonElement.DeepEquals(value[0], value[1])),
        "$lt" => Json.Flag(value[0].ToNumber() < value[1].ToNumber()),
        "$lte" => Json.Flag(value[0].ToNumber() <= value[1].ToNumber()),
        "$gt" => Json.Flag(value[0].ToNumber() > value[1].ToNumber()),
        "$gte" => Json.Flag(value[0].ToNumber() >= value[1].ToNumber()),
        "$not" => Json.Flag(!value.IsTrue()),
        "$range" => Json.List(Enumerable.Range(0, (int)Math.Max(0, value.ToNumber())).Select(static i => Json.Number(i))),
        "$has" => Json.Flag(value[0].Items().Any(e => JsonElement.DeepEquals(e, value[1]))),
        "$sorted" => Sort(value.Items()),
        _ => throw new NotSupportedException($"Expression '{name}' is not part of the format."),
    };

    public static JsonElement Sort(IEnumerable<JsonElement> items) => Json.List(items.Order(Comparer<JsonElement>.Create(Compare)));

    private static int Compare(JsonElement left, JsonElement right) =>
        left.ValueKind == JsonValueKind.Number && right.ValueKind == JsonValueKind.Number
            ? left.GetInt64().CompareTo(right.GetInt64())
            : string.CompareOrdinal(CompactJson.ToText(left), CompactJson.ToText(right));

    private static JsonElement Get(JsonElement operand, Scope scope)
    {
        var hasDefault = operand.ValueKind == JsonValueKind.Array;
        var found = scope.Input.Member((hasDefault ? operand[0] : operand).GetString()!);
        return found.IsNull() && hasDefault && operand.GetArrayLength() > 1 ? Expression.Evaluate(operand[1], scope) : found;
    }

    private static JsonElement If(JsonElement operand, Scope scope)
    {
        var chosen = Expression.Evaluate(operand[0], scope).IsTrue() ? 1 : 2;
        return chosen < operand.GetArrayLength() ? Expression.Evaluate(operand[chosen], scope) : Json.Null;
    }

    private static JsonElement Map(JsonElement operand, Scope scope)
    {
        var name = operand[1].GetString()!;
        var items = Expression.Evaluate(operand[0], scope).Items();
        return Json.List(items.Select(item => Expression.Evaluate(operand[2], scope.With(name, item))));
    }

    private static long Length(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength(),
        JsonValueKind.Object => value.GetPropertyCount(),
        JsonValueKind.String => value.GetString()!.Length,
        _ => 0,
    };

    private static JsonElement At(JsonElement list, long index)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return Json.Null;
        }

        var length = list.GetArrayLength();
        var place = index < 0 ? length + index : index;
        return place >= 0 && place < length ? list[(int)place] : Json.Null;
    }
}
