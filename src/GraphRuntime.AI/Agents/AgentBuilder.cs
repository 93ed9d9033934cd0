using System.Text.Json;
using GraphRuntime.Stores;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Describes an agent: a model that calls tools until it has an answer. Each call returns the builder.</summary>
/// <typeparam name="TState">The state of its graph; it has a channel with <see cref="MessagesAttribute"/>.</typeparam>
public sealed class AgentBuilder<TState>
    where TState : class, IGraphState<TState>
{
    private readonly List<AITool> _tools = [];
    private readonly List<ToolHook> _toolHooks = [];
    private readonly List<ModelHook<TState>> _modelHooks = [];
    private readonly List<Func<ToolCall, bool>> _approvals = [];
    private readonly List<string> _problems = [];
    private AgentLimits? _limits;

    internal AgentBuilder(string name) => Name = name;

    /// <summary>The name of the agent.</summary>
    public string Name { get; }

    internal ChatModelOptions<TState> ModelOptions { get; private set; } = new();

    internal ToolsOptions ToolOptions { get; private set; } = new();

    internal NodeOptions? ModelNodeOptions { get; private set; }

    internal IReadOnlyList<string> Problems => _problems;

    /// <summary>Sets the instructions. They are given to the model before the history and are not stored.</summary>
    /// <param name="instructions">The instructions.</param>
    /// <returns>This builder.</returns>
    public AgentBuilder<TState> Instructions(string instructions) => Instructions(_ => instructions);

    /// <summary>Makes the instructions from the state.</summary>
    /// <param name="instructions">Makes them.</param>
    /// <returns>This builder.</returns>
    public AgentBuilder<TState> Instructions(Func<TState, string?> instructions) => Model(model => model with { Instructions = instructions });

    /// <summary>Sets the client. Without it, the one among the services is taken.</summary>
    /// <param name="client">The client.</param>
    /// <param name="fallbacks">Clients that are asked in turn when those before have failed.</param>
    /// <returns>This builder.</returns>
    public AgentBuilder<TState> Client(IChatClient client, params IReadOnlyList<IChatClient> fallbacks) => Model(model => model with { Client = client, Fallbacks = fallbacks });

    /// <summary>Takes the client with a key from the services.</summary>
    /// <param name="key">The key.</param>
    /// <returns>This builder.</returns>
    public AgentBuilder<TState> ClientKey(object key) => Model(model => model with { ClientKey = key });

    /// <summary>Adds tools.</summary>
    /// <param name="tools">The tools: functions, MCP tools, hosted tools.</param>
    /// <returns>This builder.</returns>
    public AgentBuilder<TState> Tools(params IEnumerable<AITool> tools)
    {
        ArgumentNullException.ThrowIfNull(tools);
        _tools.AddRange(tools);
        return this;
    }

    /// <summary>Adds methods as tools, with what <see cref="GraphTool"/> can give to their parameters. Their name and description come from the method.</summary>
    /// <param name="methods">The methods.</param>
    /// <returns>This builder.</returns>
    public AgentBuilder<TState> Tools(params IReadOnlyList<Delegate> methods)
    {
        ArgumentNullException.ThrowIfNull(methods);
        foreach (var method in methods)
        {
            try
            {
                _tools.Add(GraphTool.Create(method));
            }
            catch (Exception e) when (e is ArgumentException or NotSupportedException or InvalidOperationException or JsonException)
            {
                _problems.Add($"Agent '{Name}': method '{method?.Method.Name}' cannot be a tool, because its parameters cannot be described to a model: {e.Message}");
            }
        }

        return this;
    }

    /// <summary>Asks a person before calls that match, besides those of tools that are an <see cref="ApprovalRequiredAIFunction"/>.</summary>
    /// <param name="needsApproval">Says which calls. Pure.</param>
    /// <returns>This builder.</returns>
    public AgentBuilder<TState> Approve(Func<ToolCall, bool> needsApproval)
    {
        _approvals.Add(needsApproval ?? throw new ArgumentNullException(nameof(needsApproval)));
        return this;
    }

    /// <summary>Sets how much the agent may do for one message of the user.</summary>
    /// <param name="limits">The limits.</param>
    /// <returns>This builder.</returns>
    public AgentBuilder<TState> Limits(AgentLimits limits)
    {
        _limits = limits;
        return this;
    }

    /// <summary>Shapes the history that is given to the model; what is stored stays whole.</summary>
    /// <param name="reducer">The reducer.</param>
    /// <returns>This builder.</returns>
    public AgentBuilder<TState> History(IChatReducer reducer) => Model(model => model with { History = reducer });

    /// <summary>Adds hooks around the model: those before it run in the order in which they were added, those after it in the opposite order.</summary>
    /// <param name="hooks">The hooks.</param>
    /// <returns>This builder.</returns>
    public AgentBuilder<TState> ModelHooks(params IReadOnlyList<ModelHook<TState>> hooks)
    {
        _modelHooks.AddRange(hooks);
        return this;
    }

    /// <summary>Adds hooks around each call of a tool, in the same order.</summary>
    /// <param name="hooks">The hooks.</param>
    /// <returns>This builder.</returns>
    public AgentBuilder<TState> ToolHooks(params IReadOnlyList<ToolHook> hooks)
    {
        _toolHooks.AddRange(hooks);
        return this;
    }

    /// <summary>Asks the model for an answer of a type, and writes it to the state.</summary>
    /// <typeparam name="TAnswer">The type; its schema is given to the model.</typeparam>
    /// <param name="write">Makes the update from the answer.</param>
    /// <param name="serializerOptions">How it is read; <see langword="null"/> for the options of Microsoft.Extensions.AI.</param>
    /// <returns>This builder.</returns>
    public AgentBuilder<TState> Answer<TAnswer>(Func<TAnswer, StateUpdate<TState>> write, JsonSerializerOptions? serializerOptions = null)
    {
        ArgumentNullException.ThrowIfNull(write);
        try
        {
            var format = ChatResponseFormat.ForJsonSchema<TAnswer>(serializerOptions);
            var chat = ModelOptions.Options?.Clone() ?? new ChatOptions();
            chat.ResponseFormat = format;
            return Model(model => model with { Options = chat, Output = (_, response) => StructuredAnswer.Read(response, write, serializerOptions) });
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or InvalidOperationException or JsonException)
        {
            _problems.Add($"Agent '{Name}': {typeof(TAnswer).Name} cannot be an answer, because it cannot be described to a model: {e.Message}");
            return this;
        }
    }

    /// <summary>Gives the model tools to keep and find notes in the long-term store, which all threads share.</summary>
    /// <param name="place">Says where the notes of the run's user are.</param>
    /// <returns>This builder.</returns>
    public AgentBuilder<TState> Memory(Func<NodeContext, StoreNamespace> place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return Tools(MemoryTools.Create(place));
    }

    /// <summary>Changes how the model is asked.</summary>
    /// <param name="change">Makes the changed options.</param>
    /// <returns>This builder.</returns>
    public AgentBuilder<TState> Model(Func<ChatModelOptions<TState>, ChatModelOptions<TState>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        ModelOptions = change(ModelOptions);
        return this;
    }

    /// <summary>Changes how tools are called.</summary>
    /// <param name="change">Makes the changed options.</param>
    /// <returns>This builder.</returns>
    public AgentBuilder<TState> ToolCalls(Func<ToolsOptions, ToolsOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        ToolOptions = change(ToolOptions);
        return this;
    }

    /// <summary>Sets how the node of the model is treated: retries, time-out.</summary>
    /// <param name="options">The options.</param>
    /// <returns>This builder.</returns>
    public AgentBuilder<TState> ModelNode(NodeOptions options)
    {
        ModelNodeOptions = options;
        return this;
    }

    /// <summary>The agent with what others add to it: tools of a team.</summary>
    internal AgentParts<TState> Build(IReadOnlyList<AITool> added)
    {
        IReadOnlyList<AITool> tools = [.. _tools, .. added];
        var reserved = added.Select(static tool => tool.Name).ToHashSet(StringComparer.Ordinal);
        Func<ToolCall, bool>[] approvals = [.. _approvals, .. ToolOptions.Approve is { } approve ? [approve] : Array.Empty<Func<ToolCall, bool>>()];
        var model = ModelOptions with
        {
            AuthorName = ModelOptions.AuthorName ?? Name,
            Tools = [.. ModelOptions.Tools, .. tools],
            Hooks = [.. LimitHooks(), .. ModelOptions.Hooks, .. _modelHooks],
        };
        var calls = ToolOptions with
        {
            Messages = ModelOptions.Messages,
            Hooks = [.. ToolOptions.Hooks, .. _toolHooks],
            Approve = call => !reserved.Contains(call.Name) && Array.Exists(approvals, needs => needs(call)),
        };
        return new AgentParts<TState>(model, calls, ModelNodeOptions, tools, LimitProblems());
    }

    private ModelHook<TState>[] LimitHooks() => _limits is { } limits ? [new LimitsHook<TState>(limits, MessageChannel.Find<TState>(ModelOptions.Messages))] : [];

    private List<string> LimitProblems()
    {
        List<string> problems = [.. _problems];
        if (_limits is { Cost: not null, Price: null })
        {
            problems.Add($"Agent '{Name}': AgentLimits.Cost needs AgentLimits.Price, which says what tokens cost.");
        }

        if (_limits is { ModelCalls: < 1 } or { ToolCalls: < 0 } or { Tokens: < 1 } or { Cost: <= 0 })
        {
            problems.Add($"Agent '{Name}': limits are above zero; ToolCalls may be zero.");
        }

        return problems;
    }
}
