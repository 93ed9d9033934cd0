using Microsoft.Extensions.AI;

namespace TaskMaistro.Stories;

/// <summary>Writes a message for people.</summary>
internal static class Transcript
{
    private const int Width = 6;

    public static void Write(TextWriter output, ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            var (who, text) = content switch
            {
                TextContent said => (message.Role == ChatRole.User ? "Human" : "AI", said.Text),
                FunctionCallContent call => ("AI", $"calls {call.Name}({string.Join(", ", (call.Arguments ?? new Dictionary<string, object?>()).Select(pair => $"{pair.Key}: {pair.Value}"))})"),
                FunctionResultContent result => ("Tool", result.Result?.ToString() ?? ""),
                _ => (message.Role.Value, content.GetType().Name),
            };
            output.WriteLine($"  {who.PadRight(Width)}{text.Replace("\n", "\n" + new string(' ', Width + 2), StringComparison.Ordinal)}");
        }
    }
}
