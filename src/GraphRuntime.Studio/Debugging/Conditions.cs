using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Evaluates the conditions of breakpoints.</summary>
internal static class Conditions
{
    /// <summary>Whether a condition holds for the state of a graph. A graph without a state has no values.</summary>
    public static bool Hold(Expression condition, StateSnapshot snapshot)
    {
        using var document = StoredJson.Parse(snapshot.StateJson);
        return condition.Holds(document.RootElement);
    }
}
