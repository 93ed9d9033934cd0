using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphRuntime.AI;

/// <summary>The answer to a <see cref="ToolApproval"/>.</summary>
/// <remarks>
/// As JSON: <c>true</c>, <c>false</c>, <c>{"approved":true,"arguments":{…}}</c> or <c>{"approved":false,"reason":"…"}</c>.
/// </remarks>
[JsonConverter(typeof(ToolDecisionConverter))]
public sealed record ToolDecision
{
    private ToolDecision(bool approved) => Approved = approved;

    /// <summary>Whether the tool is called.</summary>
    public bool Approved { get; }

    /// <summary>The arguments that take the place of those of the model; <see langword="null"/> to leave them as they are.</summary>
    public JsonElement? Arguments { get; private init; }

    /// <summary>Why the call is refused; the model is told. <see langword="null"/> for no reason.</summary>
    public string? Reason { get; private init; }

    /// <summary>The tool is called.</summary>
    /// <returns>The decision.</returns>
    public static ToolDecision Approve() => new(true);

    /// <summary>The tool is called with other arguments.</summary>
    /// <param name="arguments">The arguments, a JSON object.</param>
    /// <returns>The decision.</returns>
    /// <exception cref="ArgumentException">It is no JSON object.</exception>
    public static ToolDecision ApproveWith(JsonElement arguments) => arguments.ValueKind == JsonValueKind.Object
        ? new(true) { Arguments = arguments.Clone() }
        : throw new ArgumentException("Arguments of a tool are a JSON object.", nameof(arguments));

    /// <summary>The tool is not called, and the model is told why.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns>The decision.</returns>
    public static ToolDecision Refuse(string? reason = null) => new(false) { Reason = reason };
}
