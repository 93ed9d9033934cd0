
namespace GraphRuntime.AI.Tests.Agents;

public sealed partial class AgentTests
{
    private sealed class Newest(int count) : IChatReducer
    {
        public Task<IEnumerable<ChatMessage>> ReduceAsync(IEnumerable<ChatMessage> messages, CancellationToken cancellationToken) => Task.FromResult(messages.TakeLast(count - 1));
    }

    private sealed class LoggingModel(string name, List<string> log) : ModelHook<AgentState>
    {
        public override ValueTask BeforeAsync(ModelRequest<AgentState> request)
        {
            log.Add($"{name} before");
            return default;
        }

        public override ValueTask AfterAsync(ModelRequest<AgentState> request)
        {
            log.Add($"{name} after");
            return default;
        }
    }

    private sealed class LoggingTool(string name, List<string> log) : ToolHook
    {
        public override ValueTask BeforeAsync(ToolInvocation invocation)
        {
            log.Add($"{name} before");
            return default;
        }

        public override ValueTask AfterAsync(ToolInvocation invocation)
        {
            log.Add($"{name} after {invocation.Result}");
            return default;
        }
    }
}
