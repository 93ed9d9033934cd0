using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Inputs, edits and answers that come as JSON.</summary>
internal static class StudioInputs
{
    /// <summary>The graph of the thread.</summary>
    /// <exception cref="StudioException">The thread has no run yet.</exception>
    public static async ValueTask<string> GraphOfAsync(StudioRequest request)
    {
        ThreadInfo? thread = null;
        try
        {
            thread = await request.Coordinator.GetThreadAsync(request.ThreadId, request.Aborted).ConfigureAwait(false);
        }
        catch (ThreadNotFoundException) when (FindGraphOf(request, null) is not null)
        {
            // The run that is asked for creates the thread.
        }

        return FindGraphOf(request, thread) ?? throw StudioException.Invalid("The thread has no graph yet. Name one with 'graph'.");
    }

    /// <summary>The graph of the thread, or the only one that the application has; <see langword="null"/> where it could be any.</summary>
    public static string? FindGraphOf(StudioRequest request, ThreadInfo? thread) => thread?.GraphName ?? (request.Services.Graphs.Names is [var only] ? only : null);

    /// <summary>The values of a new run: those of the options, and those that the request gives.</summary>
    public static Dictionary<string, object?> Context(StudioRequest request, IReadOnlyDictionary<string, JsonElement>? given = null)
    {
        var context = new Dictionary<string, object?>(request.Services.Options.RunContext, StringComparer.Ordinal);
        foreach (var (name, value) in given ?? new Dictionary<string, JsonElement>())
        {
            context[name] = value.Clone();
        }

        return context;
    }

    /// <summary>The input of a run; without values it goes on with what is pending.</summary>
    public static GraphInput Read(CompiledGraph graph, JsonElement? values) => ReadUpdate(graph.StateSchema, values) is { } update ? GraphInput.From(update) : GraphInput.Resume;

    /// <summary>An update of a state; <see langword="null"/> where there are no values.</summary>
    public static StateUpdate? ReadUpdate(StateSchema schema, JsonElement? values) => values?.ValueKind switch
    {
        null or JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.Object => StateUpdate.FromJson(schema, values.Value.Clone()),
        _ => throw StudioException.Invalid("The values are an object with the channels of the state."),
    };
}
