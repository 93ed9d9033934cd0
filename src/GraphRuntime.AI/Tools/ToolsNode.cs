using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Executes one call of a tool as a task of its own and writes its result to the messages.</summary>
internal sealed class ToolsNode<TState>(ToolSet tools, ToolsOptions options, StateList<TState, ChatMessage> messages)
    where TState : class, IGraphState<TState>
{
    private readonly ToolRunner _runner = new(options);

    public async ValueTask<NodeResult<TState>> RunAsync(ToolCall call, NodeContext context)
    {
        var result = await ExecuteAsync(call, context).ConfigureAwait(false);
        if (result is not Command<TState> command)
        {
            return messages.Write(MessageRepair.Result(call.MessageId, call.Id, result));
        }

        var told = messages.Write(MessageRepair.Result(call.MessageId, call.Id, "Done."));
        return new Command<TState> { Update = CombinedUpdate<TState>.Of(told, command.Update), Goto = command.Goto };
    }

    private async ValueTask<object?> ExecuteAsync(ToolCall call, NodeContext context)
    {
        if (tools.Find(call.Name) is not { } function)
        {
            return $"Error: there is no tool '{call.Name}'. There are: {string.Join(", ", tools.Names)}.";
        }

        if (call.Problem is { } problem)
        {
            return $"Error: the arguments of '{call.Name}' cannot be read: {problem}";
        }

        if (NeedsApproval(call, function))
        {
            var decision = context.Interrupt<ToolDecision>(new ToolApproval(call.Id, call.Name, call.Arguments, function.Description));
            if (!decision.Approved)
            {
                return decision.Reason is { } reason ? $"The user refused this call: {reason}" : "The user refused this call.";
            }

            call = call with { Arguments = decision.Arguments ?? call.Arguments };
        }

        return await InvokeAsync(new ToolInvocation(call, function, context)).ConfigureAwait(false);
    }

    private bool NeedsApproval(ToolCall call, AIFunction function) =>
        function.GetService<ApprovalRequiredAIFunction>() is not null || options.Approve?.Invoke(call) == true;

    private async ValueTask<object?> InvokeAsync(ToolInvocation invocation)
    {
        foreach (var hook in options.Hooks)
        {
            await hook.BeforeAsync(invocation).ConfigureAwait(false);
        }

        if (!invocation.HasResult)
        {
            await _runner.RunAsync(invocation, invocation.Context.ReadState<TState>).ConfigureAwait(false);
        }

        foreach (var hook in options.Hooks.Reverse())
        {
            await hook.AfterAsync(invocation).ConfigureAwait(false);
        }

        return invocation.Result;
    }
}
