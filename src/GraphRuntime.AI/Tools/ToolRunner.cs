using System.Text.Json;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Calls one tool: attempts, time-out, once. Errors of the tool become its result; what stops the task passes through.</summary>
internal sealed class ToolRunner(ToolsOptions options)
{
    public async ValueTask RunAsync(ToolInvocation invocation, Func<object> readState)
    {
        var durable = invocation.Function.GetService<DurableAIFunction>();
        try
        {
            invocation.Result = await GuardAsync(invocation, durable, readState).ConfigureAwait(false);
        }
        catch (EffectUnknownException e)
        {
            invocation.Error = e;
            invocation.Result = $"Error: '{invocation.Call.Name}' was cut off, and it is not known whether it was done. Do not call it again before a person has looked.";
        }
        catch (Exception e) when (IsOfTool(e, invocation.Context))
        {
            invocation.Error = e;
            invocation.Result = ErrorText(invocation.Call, e);
        }
    }

    private async ValueTask<object?> GuardAsync(ToolInvocation invocation, DurableAIFunction? durable, Func<object> readState)
    {
        if (durable?.NoInterrupt == true)
        {
            // It is not disposed here: it ends with the task, so that a second message cannot come between the end of the tool and the moment at which its result is kept.
            await invocation.Context.NoInterruptRegionAsync().ConfigureAwait(false);
        }

        return await RunAsync(invocation, durable, readState).ConfigureAwait(false);
    }

    private ValueTask<object?> RunAsync(ToolInvocation invocation, DurableAIFunction? durable, Func<object> readState) => durable?.Once == true
        ? OnceAsync(invocation, durable, readState)
        : TryAsync(invocation, durable, readState, invocation.Context.CancellationToken);

    /// <summary>Records the result, also that of a failure: a call that failed is not made again by itself either.</summary>
    private async ValueTask<object?> OnceAsync(ToolInvocation invocation, DurableAIFunction durable, Func<object> readState)
    {
        var outcome = await invocation.Context.OnceAsync<JsonElement>(
            invocation.Call.Id,
            async token =>
            {
                try
                {
                    var result = await TryAsync(invocation, durable, readState, token).ConfigureAwait(false);
                    return ChatJson.ToElement(result is Command ? throw CommandOnce(invocation.Call) : result, invocation.Function.JsonSerializerOptions);
                }
                catch (Exception e) when (e is not EffectNotDoneException && IsOfTool(e, invocation.Context))
                {
                    invocation.Error = e;
                    return ToolFailure.Write(ErrorText(invocation.Call, e));
                }
            },
            new EffectOptions<JsonElement> { Compensation = durable.Compensation, Reconcile = Reconcile(invocation.Call, durable) }).ConfigureAwait(false);
        return ToolFailure.Read(outcome) is { } error ? error
            : outcome.ValueKind == JsonValueKind.String ? outcome.GetString()
            : outcome;
    }

    private async ValueTask<object?> TryAsync(ToolInvocation invocation, DurableAIFunction? durable, Func<object> readState, CancellationToken token)
    {
        var retry = durable?.Retry ?? options.Retry;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await CallAsync(invocation, durable?.Timeout ?? options.Timeout, readState, token).ConfigureAwait(false);
            }
            catch (Exception e) when (retry is not null && attempt < retry.MaxAttempts && ShouldRetry(retry, e) && IsOfTool(e, invocation.Context))
            {
                await Task.Delay(Waits.After(attempt, retry), invocation.Context.TimeProvider, token).ConfigureAwait(false);
            }
        }
    }

    private static async ValueTask<object?> CallAsync(ToolInvocation invocation, TimeSpan? timeout, Func<object> readState, CancellationToken token)
    {
        var context = invocation.Context;
        var arguments = new AIFunctionArguments(invocation.Call.Arguments.EnumerateObject().ToDictionary(static p => p.Name, static p => (object?)p.Value, StringComparer.Ordinal))
        {
            Services = new TaskServices(context),
            Context = new Dictionary<object, object?> { [typeof(NodeContext)] = context, [GraphTool.StateKey] = readState },
        };
        using var span = AgentTelemetry.StartTool(invocation);
        using var limit = timeout is null ? null : new TimeLimit(context.TimeProvider, timeout, token);
        try
        {
            return await invocation.Function.InvokeAsync(arguments, limit?.Token ?? token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit?.IsOver == true && !token.IsCancellationRequested)
        {
            AgentTelemetry.Fail(span, e);
            throw new TimeoutException($"Tool '{invocation.Call.Name}' took longer than {timeout}.", e);
        }
        catch (Exception e)
        {
            AgentTelemetry.Fail(span, e);
            throw;
        }
    }

    private static Func<EffectClaim, CancellationToken, ValueTask<EffectFinding<JsonElement>>>? Reconcile(ToolCall call, DurableAIFunction durable) =>
        durable.Reconcile is { } reconcile ? (_, token) => reconcile(call, token) : null;

    private string ErrorText(ToolCall call, Exception error) => options.ErrorText is { } text ? text(call, error)
        : IsBadArgument(error) ? $"Error: the arguments of '{call.Name}' do not fit: {error.Message}"
        : error is TimeoutException ? $"Error: '{call.Name}' took too long."
        : $"Error: '{call.Name}' failed.";

    /// <summary>What the model wrote itself may be shown to it.</summary>
    private static bool IsBadArgument(Exception error) => error is JsonException || (error is ArgumentException && error.Source == typeof(AIFunctionFactory).Assembly.GetName().Name);

    private static bool ShouldRetry(RetryPolicy retry, Exception error) => !IsBadArgument(error) && retry.ShouldRetry?.Invoke(error) != false;

    /// <summary>False for what stops the task: a question, a cancellation, a run that lost its thread, a graph that is not set up for the tool.</summary>
    private static bool IsOfTool(Exception error, NodeContext context) => error is not (TaskPausedException or NodeInterruptException or AnswerException or AttemptEndedException or CheckpointException or MissingCheckpointerException)
        && !(error is OperationCanceledException && context.CancellationToken.IsCancellationRequested);

    private static InvalidOperationException CommandOnce(ToolCall call) => new($"Tool '{call.Name}' is called once and returned a command, which cannot be recorded. Return a value, or do not set DurableAIFunction.Once.");
}
