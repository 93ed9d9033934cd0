using GraphRuntime.Conformance.Building;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Programs;

/// <summary>One run of a program from its first operation.</summary>
internal sealed class ProgramExecution(NodeProgram program, Scope scope, NodeContext context)
{
    private readonly Dictionary<string, JsonElement> _update = new(StringComparer.Ordinal);
    private bool _wrote;
    private JsonElement? _goto;
    private bool _forParent;

    /// <summary>Runs operations in order. False where the program ended.</summary>
    public async ValueTask<bool> RunAsync(JsonElement operations)
    {
        foreach (var operation in operations.Items())
        {
            if (operation.TryMember("if") is { } condition)
            {
                if (!await RunAsync(operation.Member(Evaluate(condition).IsTrue() ? "then" : "else")))
                {
                    return false;
                }
            }
            else if (operation.TryMember("stop") is not null)
            {
                return false;
            }
            else
            {
                await RunOneAsync(operation);
            }
        }

        return true;
    }

    public NodeResult<JsonState> ToResult()
    {
        if (_goto is { } destinations)
        {
            return _forParent ? ToParent(destinations) : new Command<JsonState> { Update = Update(program.Site), Goto = program.Site.ToRoutes(destinations) };
        }

        return Update(program.Site);
    }

    private JsonUpdate? Update(GraphSite site) => _wrote ? site.ToUpdate(Json.Object(_update)) : null;

    private NodeResult<JsonState> ToParent(JsonElement destinations)
    {
        var parent = program.Site.Parent ?? program.Site;
        return NodeResult<JsonState>.ToParent(new ParentCommand<JsonState> { Update = Update(parent), Goto = parent.ToRoutes(destinations) });
    }

    private async ValueTask RunOneAsync(JsonElement operation)
    {
        var (name, operand) = operation.EnumerateObject().Select(static m => (m.Name, m.Value)).First();
        switch (name)
        {
            case "write":
                Write(operand);
                break;
            case "let":
                scope[operand.GetString()!] = Evaluate(operation.Member("be"));
                break;
            case "interrupt":
                scope[operation.Member("into").GetString() ?? ""] = context.Interrupt<JsonElement>(Evaluate(operand));
                break;
            case "node_interrupt":
                throw new NodeInterruptException(Evaluate(operand));
            case "goto":
                _goto = Evaluate(operand);
                _forParent = operation.Member("parent").IsTrue();
                break;
            case "call":
                scope[operation.Member("into").GetString() ?? ""] = await program.CallAsync(operand.GetString()!, Evaluate(operation.Member("input")), context);
                break;
            case "custom":
                await context.EmitAsync(Evaluate(operand));
                break;
            case "tick":
                scope.Counters.Tick(operand.GetString()!);
                break;
            case "throw":
                throw Failure(operation, CompactJson.ToText(Evaluate(operand)));
            case "fail_times":
                FailTimes(operation, operand.ToNumber());
                break;
            case "wait":
                await Task.Delay(TimeSpan.FromMilliseconds(operand.ToNumber() * scope.Counters.Pace), context.TimeProvider, context.CancellationToken);
                break;
            default:
                throw new NotSupportedException($"Operation '{name}' is not part of the format.");
        }
    }

    private void Write(JsonElement values)
    {
        _wrote = true;
        foreach (var member in values.EnumerateObject())
        {
            _update[member.Name] = Evaluate(member.Value);
        }
    }

    private void FailTimes(JsonElement operation, long times)
    {
        if (scope.Counters.Fails(operation.Member("key").GetString() ?? program.FailureKey, times))
        {
            throw Failure(operation, operation.Member("message").GetString() ?? "boom");
        }
    }

    private static ProgramException Failure(JsonElement operation, string message) => new(operation.Member("type").GetString() ?? "UserError", message);

    private JsonElement Evaluate(JsonElement expression) => Expression.Evaluate(expression, scope);
}
