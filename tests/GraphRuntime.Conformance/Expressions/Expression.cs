namespace GraphRuntime.Conformance.Expressions;

/// <summary>Evaluates the expressions of the case format.</summary>
internal static class Expression
{
    public static JsonElement Evaluate(JsonElement expression, Scope scope)
    {
        if (expression.OnlyMember() is { } member && member.Name.StartsWith('$'))
        {
            return Operators.Apply(member.Name, member.Value, scope);
        }

        return expression.ValueKind switch
        {
            JsonValueKind.Array => Json.List(expression.EnumerateArray().Select(e => Evaluate(e, scope))),
            JsonValueKind.Object => Json.Object(expression.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, Evaluate(m.Value, scope)))),
            _ => expression,
        };
    }
}
