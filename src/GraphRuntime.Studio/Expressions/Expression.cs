using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>A condition over a state: paths, comparisons, and, or, not. It runs no code, and evaluating it never fails: what is missing is <c>null</c>.</summary>
internal abstract record Expression
{
    /// <summary>The value for a state; an undefined element stands for a missing value.</summary>
    public abstract JsonElement Evaluate(JsonElement state);

    /// <summary>Whether the condition holds: its value is neither false, null nor missing.</summary>
    public bool Holds(JsonElement state) => Evaluate(state).ValueKind is not (JsonValueKind.False or JsonValueKind.Null or JsonValueKind.Undefined);
}

/// <summary>A value that stands in the expression.</summary>
internal sealed record LiteralExpression(JsonElement Value) : Expression
{
    public override JsonElement Evaluate(JsonElement state) => Value;
}

/// <summary>A value of the state. A part is a name or a position in a list; a negative position counts from the end.</summary>
internal sealed record PathExpression(IReadOnlyList<PathPart> Parts) : Expression
{
    public override JsonElement Evaluate(JsonElement state)
    {
        var value = state;
        foreach (var part in Parts)
        {
            value = part.Of(value);
        }

        return value;
    }
}

/// <summary>A step of a path.</summary>
internal readonly record struct PathPart(string? Name, int Index)
{
    public JsonElement Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object when Name is not null && value.TryGetProperty(Name, out var member) => member,
        JsonValueKind.Array when Name is null && value.GetArrayLength() is var length && (Index < 0 ? Index + length : Index) is var at && at >= 0 && at < length => value[at],
        _ => default,
    };
}

/// <summary>Both hold, or one of them does.</summary>
internal sealed record LogicExpression(bool IsAnd, Expression Left, Expression Right) : Expression
{
    public override JsonElement Evaluate(JsonElement state) => ExpressionValues.Of(IsAnd ? Left.Holds(state) && Right.Holds(state) : Left.Holds(state) || Right.Holds(state));
}

/// <summary>The operand does not hold.</summary>
internal sealed record NotExpression(Expression Operand) : Expression
{
    public override JsonElement Evaluate(JsonElement state) => ExpressionValues.Of(!Operand.Holds(state));
}

/// <summary>Two values compared.</summary>
internal sealed record ComparisonExpression(string Operator, Expression Left, Expression Right) : Expression
{
    public override JsonElement Evaluate(JsonElement state) => ExpressionValues.Of(ExpressionValues.Compare(Operator, Left.Evaluate(state), Right.Evaluate(state)));
}

/// <summary>A value that is one of several.</summary>
internal sealed record MembershipExpression(Expression Value, IReadOnlyList<Expression> Choices) : Expression
{
    public override JsonElement Evaluate(JsonElement state)
    {
        var value = Value.Evaluate(state);
        return ExpressionValues.Of(Choices.Any(choice => ExpressionValues.Compare("==", value, choice.Evaluate(state))));
    }
}

/// <summary>Whether a path leads to a value.</summary>
internal sealed record ExistsExpression(Expression Path) : Expression
{
    public override JsonElement Evaluate(JsonElement state) => ExpressionValues.Of(Path.Evaluate(state).ValueKind != JsonValueKind.Undefined);
}

/// <summary>How long a text is, or how many children a value has.</summary>
internal sealed record LengthExpression(Expression Operand) : Expression
{
    public override JsonElement Evaluate(JsonElement state)
    {
        var value = Operand.Evaluate(state);
        return value.ValueKind switch
        {
            JsonValueKind.String => ExpressionValues.Of(value.GetString()!.Length),
            JsonValueKind.Array => ExpressionValues.Of(value.GetArrayLength()),
            JsonValueKind.Object => ExpressionValues.Of(value.GetPropertyCount()),
            _ => default,
        };
    }
}
