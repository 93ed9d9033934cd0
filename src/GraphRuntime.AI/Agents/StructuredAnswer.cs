using System.Text.Json;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Reads the last answer of an agent as a type.</summary>
internal static class StructuredAnswer
{
    public static StateUpdate<TState>? Read<TState, TAnswer>(ChatResponse response, Func<TAnswer, StateUpdate<TState>> write, JsonSerializerOptions? options)
        where TState : class
    {
        if (response.Messages.Any(static message => MessageRepair.Calls(message).Count > 0))
        {
            return null;
        }

        try
        {
            return write(new ChatResponse<TAnswer>(response, options ?? AIJsonUtilities.DefaultOptions).Result);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new AnswerFormatException(typeof(TAnswer), e);
        }
    }
}
