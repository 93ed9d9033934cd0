using System.Globalization;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Counts what was done since the last message of the user, and ends the turn where a limit is reached.</summary>
internal sealed class LimitsHook<TState>(AgentLimits limits, StateList<TState, ChatMessage> messages) : ModelHook<TState>
    where TState : class
{
    public override ValueTask BeforeAsync(ModelRequest<TState> request)
    {
        var turn = Turn(request.State);
        var usage = MessageUsage.Sum(turn);
        var reached = Reached(nameof(limits.ModelCalls), turn.Count(static m => m.Role == ChatRole.Assistant), limits.ModelCalls)
            ?? Reached(nameof(limits.Tokens), usage.TotalTokenCount ?? 0, limits.Tokens)
            ?? (limits is { Cost: { } cost, Price: { } price } && price(usage) >= cost ? (nameof(limits.Cost), cost.ToString(CultureInfo.InvariantCulture)) : null);
        if (reached is { } limit)
        {
            Stop(request, limit);
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask AfterAsync(ModelRequest<TState> request)
    {
        var wanted = request.Answer!.Messages.Sum(static message => MessageRepair.Calls(message).Count);
        if (wanted > 0 && limits.ToolCalls is { } most && wanted + Turn(request.State).Sum(static message => MessageRepair.Calls(message).Count) > most)
        {
            Stop(request, (nameof(limits.ToolCalls), most.ToString(CultureInfo.InvariantCulture)));
        }

        return ValueTask.CompletedTask;
    }

    private List<ChatMessage> Turn(TState state)
    {
        var all = messages.Read(state);
        var start = all.Count;
        while (start > 0 && all[start - 1].Role != ChatRole.User)
        {
            start--;
        }

        return [.. all.Skip(start)];
    }

    private static (string, string)? Reached(string limit, long count, long? most) =>
        most is { } value && count >= value ? (limit, value.ToString(CultureInfo.InvariantCulture)) : null;

    private void Stop(ModelRequest<TState> request, (string Name, string Most) limit)
    {
        var error = new AgentLimitException(request.Context.NodeName, limit.Name, limit.Most);
        var text = limits.Answer?.Invoke(error) ?? $"I stop here: the limit of this turn is reached ({limit.Name} = {limit.Most}).";
        var usage = request.Answer?.Usage;
        request.Answer = new ChatResponse(new ChatMessage(ChatRole.Assistant, text)) { Usage = usage };
    }
}
