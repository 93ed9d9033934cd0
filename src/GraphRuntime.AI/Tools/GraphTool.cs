using System.Reflection;
using System.Text.Json;
using GraphRuntime.Stores;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.AI;

/// <summary>
/// Makes tools from methods whose parameters may ask for what a node has. Such parameters are no part of what the model sees:
/// <see cref="NodeContext"/>, <see cref="RunValues"/>, <see cref="IStore"/>, the state of the graph, services marked with <see cref="FromKeyedServicesAttribute"/> (with the key
/// <see langword="null"/> for services without one), and, as always, <see cref="IServiceProvider"/>, <see cref="AIFunctionArguments"/> and
/// <see cref="CancellationToken"/>.
/// </summary>
public static class GraphTool
{
    internal const string StateKey = "GraphRuntime.State";

    /// <summary>Makes a tool. Its method may return a <see cref="Command{TState}"/>, to write to the state or to route.</summary>
    /// <param name="method">The method.</param>
    /// <param name="name">The name; <see langword="null"/> for that of the method, without "Async" at its end. A lambda has none that a model could use.</param>
    /// <param name="description">What it does, for the model; <see langword="null"/> for the <see cref="System.ComponentModel.DescriptionAttribute"/> of the method.</param>
    /// <param name="serializerOptions">How arguments and results are written; <see langword="null"/> for those of Microsoft.Extensions.AI.</param>
    /// <returns>The tool.</returns>
    public static AIFunction Create(Delegate method, string? name = null, string? description = null, JsonSerializerOptions? serializerOptions = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        var options = serializerOptions ?? AIJsonUtilities.DefaultOptions;
        return AIFunctionFactory.Create(method, new AIFunctionFactoryOptions
        {
            Name = name ?? LocalName(method.Method),
            Description = description,
            SerializerOptions = options,
            ConfigureParameterBinding = Bind,
            MarshalResult = (result, type, _) => new(Marshal(result, type, options)),
        });
    }

    /// <summary>The task in which a tool is called, for tools that are no <see cref="GraphTool"/>.</summary>
    /// <param name="arguments">The arguments of the tool.</param>
    /// <returns>The task; <see langword="null"/> where the tool is not called by a tools node.</returns>
    public static NodeContext? ContextOf(AIFunctionArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return arguments.Context?.TryGetValue(typeof(NodeContext), out var context) == true ? context as NodeContext : null;
    }

    /// <summary>
    /// Whether the call that is to be undone had failed: its tool threw, and may have done a part. Then <see cref="Compensation.Result"/> is not what the tool returns.
    /// </summary>
    /// <param name="compensation">What is to be undone, of a <see cref="DurableAIFunction.Compensation"/>.</param>
    /// <returns>Whether it had failed.</returns>
    public static bool HasFailed(Compensation compensation)
    {
        ArgumentNullException.ThrowIfNull(compensation);
        return compensation.Result is { } result && ToolFailure.Read(result) is not null;
    }

    /// <summary>The name that a local function has in the source; <see langword="null"/> for other methods. The compiler puts it between marks of its own.</summary>
    private static string? LocalName(MethodInfo method)
    {
        const string Mark = ">g__";
        const string Suffix = "Async";
        var begin = method.Name.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        var end = method.Name.IndexOf('|', StringComparison.Ordinal);
        if (begin < Mark.Length || end < begin)
        {
            return null;
        }

        var name = method.Name[begin..end];
        return name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }

    private static AIFunctionFactoryOptions.ParameterBindingOptions Bind(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        return type == typeof(NodeContext) ? Hidden(static (p, arguments) => Required(p, arguments))
            : type == typeof(RunValues) ? Hidden(static (p, arguments) => Required(p, arguments).Run)
            : type == typeof(IStore) ? Hidden(static (p, arguments) => Required(p, arguments).Store)
            : type.IsDefined(typeof(GraphStateAttribute), inherit: false) ? Hidden(State)
            : parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } service ? Hidden((p, arguments) => Service(p, service.Key, arguments))
            : default;
    }

    private static AIFunctionFactoryOptions.ParameterBindingOptions Hidden(Func<ParameterInfo, AIFunctionArguments, object?> bind) =>
        new() { ExcludeFromSchema = true, BindParameter = bind };

    private static NodeContext Required(ParameterInfo parameter, AIFunctionArguments arguments) => ContextOf(arguments) ?? throw NotInANode(parameter);

    private static object State(ParameterInfo parameter, AIFunctionArguments arguments) =>
        arguments.Context?.TryGetValue(StateKey, out var read) == true && read is Func<object> state && parameter.ParameterType.IsInstanceOfType(state())
            ? state()
            : throw NotInANode(parameter);

    private static object Service(ParameterInfo parameter, object? key, AIFunctionArguments arguments)
    {
        var services = arguments.Services ?? throw NotInANode(parameter);
        return key is null ? services.GetRequiredService(parameter.ParameterType) : services.GetRequiredKeyedService(parameter.ParameterType, key);
    }

    private static InvalidOperationException NotInANode(ParameterInfo parameter) => new(
        $"Parameter '{parameter.Name}' of tool '{parameter.Member.Name}' is a {parameter.ParameterType.Name}, which a tools node of a graph gives: one whose state has that type and which has services.");

    private static object? Marshal(object? result, Type? type, JsonSerializerOptions options) => result switch
    {
        null or string or JsonElement or AIContent or IEnumerable<AIContent> or Command => result,
        _ => JsonSerializer.SerializeToElement(result, options.GetTypeInfo(type is null || type == typeof(object) ? result.GetType() : type)),
    };
}
