using GraphRuntime.Conformance.Running;

namespace GraphRuntime.Conformance.Expressions;

/// <summary>What an expression can see.</summary>
internal sealed class Scope(JsonElement input, CaseCounters counters)
{
    private readonly Dictionary<string, JsonElement> _variables = new(StringComparer.Ordinal);

    public JsonElement Input { get; } = input;

    public CaseCounters Counters { get; } = counters;

    /// <summary>The name of the failed node and the message, in an error handler.</summary>
    public (string Node, string Message) Error { get; init; }

    public JsonElement this[string variable]
    {
        get => _variables.GetValueOrDefault(variable, Json.Null);
        set => _variables[variable] = value;
    }

    /// <summary>A scope with one more variable.</summary>
    public Scope With(string variable, JsonElement value)
    {
        var inner = new Scope(Input, Counters) { Error = Error };
        foreach (var (name, known) in _variables)
        {
            inner[name] = known;
        }

        inner[variable] = value;
        return inner;
    }
}
