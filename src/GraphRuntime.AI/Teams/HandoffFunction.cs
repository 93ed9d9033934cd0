using System.Text.Json;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>The tool by which an agent hands the conversation to another one.</summary>
internal sealed class HandoffFunction(TeamMember target) : AIFunction
{
    public const string Prefix = "transfer_to_";

    public string Target => target.Name;

    public override string Name => Prefix + target.Name;

    public override string Description => $"Hands the conversation to '{target.Name}'. {target.Description}";

    public override JsonElement JsonSchema { get; } = JsonElement.Parse("""{"type":"object","properties":{}}""");

    /// <summary>The first hand-over that a message asks for. An agent cannot hand over to two.</summary>
    public static string? TargetOf(ChatMessage? message, IReadOnlyCollection<string> targets) => message is null ? null : MessageRepair.Calls(message)
        .Where(static call => call.Name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(static call => call.Name[Prefix.Length..])
        .FirstOrDefault(targets.Contains);

    protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"'{Name}' is carried out by the tools node of a team.");
}
