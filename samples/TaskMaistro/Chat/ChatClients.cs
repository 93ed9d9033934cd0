using Microsoft.Extensions.AI;

namespace TaskMaistro.Chat;

/// <summary>Chooses who answers. To use a client of your own, return it here.</summary>
internal static class ChatClients
{
    /// <param name="model">The name of a model of the server in OPENAI_BASE_URL, or <see langword="null"/> for the script.</param>
    public static IChatClient Create(string? model)
    {
        if (model is null)
        {
            return ScriptedModel.Create();
        }

        var address = Environment.GetEnvironmentVariable("OPENAI_BASE_URL") ?? "https://api.openai.com/v1";
        return Uri.TryCreate(address, UriKind.Absolute, out var server)
            ? new OpenAiChatClient(server, Environment.GetEnvironmentVariable("OPENAI_API_KEY"), model)
            : throw new UsageException("OPENAI_BASE_URL is not an address, such as http://localhost:11434/v1.");
    }
}
