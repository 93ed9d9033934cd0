using System.Text.Json;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>What the answers of a model cost. It is kept in the properties of each answer, so it is as durable as the answer itself.</summary>
public static class MessageUsage
{
    private const string Input = "inputTokens";
    private const string Output = "outputTokens";

    /// <summary>Reads what one message cost.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The counts; <see langword="null"/> where the model told none.</returns>
    public static UsageDetails? Of(ChatMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return (Read(message, Input), Read(message, Output)) is var (input, output) && (input ?? output) is not null
            ? new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = (input ?? 0) + (output ?? 0) }
            : null;
    }

    /// <summary>Adds up what messages cost.</summary>
    /// <param name="messages">The messages.</param>
    /// <returns>The sum.</returns>
    public static UsageDetails Sum(IEnumerable<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var sum = new UsageDetails { InputTokenCount = 0, OutputTokenCount = 0, TotalTokenCount = 0 };
        foreach (var usage in messages.Select(Of).OfType<UsageDetails>())
        {
            sum.Add(usage);
        }

        return sum;
    }

    internal static void Note(ChatMessage message, UsageDetails? usage)
    {
        if (usage is not null)
        {
            var properties = message.AdditionalProperties ??= [];
            properties[Input] = usage.InputTokenCount;
            properties[Output] = usage.OutputTokenCount;
        }
    }

    private static long? Read(ChatMessage message, string name) => message.AdditionalProperties is { } properties && properties.TryGetValue(name, out var value)
        ? value switch
        {
            long number => number,
            int number => number,
            JsonElement { ValueKind: JsonValueKind.Number } json when json.TryGetInt64(out var number) => number,
            _ => null,
        }
        : null;
}
