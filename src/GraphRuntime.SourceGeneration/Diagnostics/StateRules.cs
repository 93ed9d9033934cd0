using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration;

/// <summary>The diagnostics about the declaration of the state itself. Each has an entry in docs/diagnostics.md.</summary>
internal static class StateRules
{
    public static readonly DiagnosticDescriptor NotPartial = RuleFactory.Error(
        "GRT001", "State is not partial", "State '{0}' is not partial, so its schema and Update cannot be added. Declare it 'sealed partial record'.");

    public static readonly DiagnosticDescriptor NotSealed = RuleFactory.Error(
        "GRT002", "State is not sealed", "State '{0}' is not sealed: a derived record could add values that no checkpoint holds. Declare it 'sealed partial record'.");

    public static readonly DiagnosticDescriptor NotRecord = RuleFactory.Error(
        "GRT003", "State is not a record class", "State '{0}' is not a record class. Declare it 'sealed partial record'.");

    public static readonly DiagnosticDescriptor Generic = RuleFactory.Error(
        "GRT004", "State is generic", "State '{0}' has type parameters. Declare a state for each graph, with the types filled in.");

    public static readonly DiagnosticDescriptor ContainerNotPartial = RuleFactory.Error(
        "GRT005", "Type around a state is not partial", "Type '{0}' contains the state '{1}' and is not partial. Declare it partial, or move the state out of it.");

    public static readonly DiagnosticDescriptor FileLocal = RuleFactory.Error(
        "GRT006", "State is local to its file", "State '{0}' is local to its file, where generated code cannot reach it. Remove the modifier 'file'.");

    public static readonly DiagnosticDescriptor HasBase = RuleFactory.Error(
        "GRT007", "State derives from another record", "State '{0}' derives from '{1}'. Declare all channels in the state itself; interfaces are allowed.");

    public static readonly DiagnosticDescriptor NoChannels = RuleFactory.Error(
        "GRT008", "State has no channels", "State '{0}' has no channels. Declare at least one public property with 'get; init;'.");

    public static readonly DiagnosticDescriptor BadVersion = RuleFactory.Error(
        "GRT009", "Version of a state is below 1", "State '{0}' has version {1}. Versions begin at 1; raise it when stored values need a migration.");

    public static readonly DiagnosticDescriptor BadJsonContext = RuleFactory.Error(
        "GRT010", "JsonContext is not a JsonSerializerContext", "JsonContext of state '{0}' is '{1}', which does not derive from JsonSerializerContext. Name a context that has [JsonSerializable] for the type of each channel.");

    public static readonly DiagnosticDescriptor NoConstructor = RuleFactory.Error(
        "GRT011", "State cannot be constructed", "State '{0}' has neither a constructor without parameters nor a primary one. Remove its constructors, or add one without parameters.");

    public static readonly DiagnosticDescriptor ParameterIsNoChannel = RuleFactory.Error(
        "GRT012", "Parameter of a positional state is not a channel", "Parameter '{0}' of state '{1}' has no channel of the same name to take its value from. Remove the property you declared for it, or give it 'get; init;'.");
}
