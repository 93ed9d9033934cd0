using System.ComponentModel;
using System.Text.Json;
using GraphRuntime.Stores;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Tools by which a model keeps and finds notes in the long-term store.</summary>
internal static class MemoryTools
{
    private const int Most = 50;
    private const string Field = "text";

    public static IEnumerable<AITool> Create(Func<NodeContext, StoreNamespace> place) =>
    [
        GraphTool.Create(
            async ([Description("A short name of the note, such as 'home address'.")] string key, [Description("What to remember.")] string text, NodeContext context) =>
            {
                await context.Store.WriteAsync(new StoreWriteBatch { Writes = [StoreWrite.Put(new StoreKey(place(context), key), Note(text))] }, context.CancellationToken).ConfigureAwait(false);
                return "Remembered.";
            },
            "remember",
            "Keeps a note about the user beyond this conversation. A note with the same key is replaced."),
        GraphTool.Create(
            async (NodeContext context) =>
            {
                var notes = await context.Store.SearchAsync(new StoreQuery { Prefix = place(context), Limit = Most }, context.CancellationToken).ConfigureAwait(false);
                return notes.Count == 0 ? "There are no notes." : string.Join('\n', notes.Select(static note => $"{note.Key.Key}: {Text(note)}"));
            },
            "recall",
            "Reads all notes about the user that were kept in earlier conversations."),
        GraphTool.Create(
            async ([Description("The name of the note.")] string key, NodeContext context) =>
            {
                await context.Store.WriteAsync(new StoreWriteBatch { Writes = [StoreWrite.Delete(new StoreKey(place(context), key))] }, context.CancellationToken).ConfigureAwait(false);
                return "Forgotten.";
            },
            "forget",
            "Removes a note about the user."),
    ];

    private static byte[] Note(string text) => JsonSerializer.SerializeToUtf8Bytes(new System.Text.Json.Nodes.JsonObject { [Field] = text }, ChatJsonContext.Default.JsonObject);

    private static string? Text(StoreItem note)
    {
        using var json = JsonDocument.Parse(note.Value);
        return json.RootElement.TryGetProperty(Field, out var text) ? text.GetString() : null;
    }
}
