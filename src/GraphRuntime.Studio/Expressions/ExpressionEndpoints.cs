using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Checks expressions, and evaluates them for a state.</summary>
internal static class ExpressionEndpoints
{
    // It changes nothing, and is open in read-only mode; it is a POST because an expression may be long.
    public static void Map(StudioMap map) => map.Read("api/expressions", CheckAsync, HttpMethods.Post);

    private static async Task CheckAsync(StudioRequest request)
    {
        var body = await request.BodyAsync(StudioJson.Default.ExpressionRequest).ConfigureAwait(false);
        var expression = ExpressionParser.Parse(body.Expression ?? throw StudioException.Invalid("'expression' is missing."));
        var value = body.ThreadId is { Length: > 0 } threadId ? await HoldsAsync(request, threadId, body.Checkpoint, expression).ConfigureAwait(false) : null;
        await request.AnswerAsync(new ExpressionAnswer(true, value), StudioJson.Default.ExpressionAnswer).ConfigureAwait(false);
    }

    private static async ValueTask<bool?> HoldsAsync(StudioRequest request, string threadId, long? checkpoint, Expression expression)
    {
        var snapshot = await request.Coordinator.GetStateAsync(new GraphThread(threadId) { CheckpointId = checkpoint }, null, request.Aborted).ConfigureAwait(false);
        if (snapshot.StateJson.IsEmpty)
        {
            return null;
        }

        using var document = StoredJson.Parse(snapshot.StateJson);
        return expression.Holds(document.RootElement);
    }
}

/// <summary>An expression to check, and the state to evaluate it for.</summary>
internal sealed record ExpressionRequest
{
    public string? Expression { get; init; }

    public string? ThreadId { get; init; }

    public long? Checkpoint { get; init; }
}

/// <summary>An expression that can be read.</summary>
internal sealed record ExpressionAnswer(bool Valid, bool? Value);
