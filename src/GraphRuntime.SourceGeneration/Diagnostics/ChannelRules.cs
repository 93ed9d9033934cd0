using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration;

/// <summary>The diagnostics about single channels. Each has an entry in docs/diagnostics.md.</summary>
internal static class ChannelRules
{
    public static readonly DiagnosticDescriptor Settable = RuleFactory.Error(
        "GRT013", "Channel can be changed", "Property '{0}' has a set accessor: a node could change a state that others read. Declare it '{{ get; init; }}'.");

    public static readonly DiagnosticDescriptor NotInitializable = RuleFactory.Error(
        "GRT014", "Property cannot be restored", "Property '{0}' holds a value but lacks get or init, so it cannot be restored from a checkpoint. Declare it '{{ get; init; }}', or compute it from channels.");

    public static readonly DiagnosticDescriptor HiddenData = RuleFactory.Error(
        "GRT015", "Data outside the channels", "'{0}' holds data but is not a public property, so it would be lost between nodes. Make it a public property with 'get; init;', or compute it from channels.");

    public static readonly DiagnosticDescriptor AttributeOnNoChannel = RuleFactory.Error(
        "GRT016", "Channel attribute on something that is no channel", "Property '{0}' has [{1}] but is not a channel: channels are public instance properties with 'get; init;'. Remove the attribute or change the property.");

    public static readonly DiagnosticDescriptor TwoKinds = RuleFactory.Error(
        "GRT017", "Two channel attributes", "Property '{0}' has both [{1}] and [{2}]. A channel is of one kind; keep one of them.");

    public static readonly DiagnosticDescriptor WrongType = RuleFactory.Error(
        "GRT018", "Channel attribute does not fit the type", "Property '{0}' has [{1}] and type '{2}'. [{1}] needs {3}.");

    public static readonly DiagnosticDescriptor ReducerMissing = RuleFactory.Error(
        "GRT019", "Reducer not found", "State '{0}' has no method '{1}', which [Reduce] of property '{2}' names. Declare 'private static {3} {1}({3} current, TUpdate update)'.");

    public static readonly DiagnosticDescriptor ReducerNotStatic = RuleFactory.Error(
        "GRT020", "Reducer is not static", "Reducer '{0}' of property '{1}' is not static. A reducer is pure: declare it static.");

    public static readonly DiagnosticDescriptor ReducerSignature = RuleFactory.Error(
        "GRT021", "Reducer has the wrong signature", "Reducer '{0}' of property '{1}' has the wrong signature. Declare 'static {2} {0}({2} current, TUpdate update)'.");

    public static readonly DiagnosticDescriptor ReducerAmbiguous = RuleFactory.Error(
        "GRT022", "Reducer is ambiguous", "Several methods '{0}' could be the reducer of property '{1}'. Rename all but one of them.");

    public static readonly DiagnosticDescriptor KeySelectorNeeded = RuleFactory.Error(
        "GRT023", "Merged list without a key", "Property '{0}' is a list merged by key but [Merge] names no key selector. Write [Merge(nameof(KeyOf))] and declare 'private static string KeyOf({1} item)'.");

    public static readonly DiagnosticDescriptor KeySelectorWrong = RuleFactory.Error(
        "GRT024", "Key selector missing or wrong", "Key selector '{0}' of property '{1}' is missing or has the wrong signature. Declare 'private static string {0}({2} item)'.");

    public static readonly DiagnosticDescriptor KeySelectorOnDictionary = RuleFactory.Error(
        "GRT025", "Key selector on a dictionary", "Property '{0}' is a dictionary, which is merged by its own keys. Write [Merge] without a key selector.");

    public static readonly DiagnosticDescriptor ReservedName = RuleFactory.Error(
        "GRT026", "Channel has a reserved name", "Property '{0}' collides with the member '{1}' of generated code. Rename it; [JsonPropertyName] can keep the name of the channel.");

    public static readonly DiagnosticDescriptor DuplicateName = RuleFactory.Error(
        "GRT027", "Two channels with one name", "Properties '{0}' and '{1}' both declare the channel '{2}'. Change one [JsonPropertyName].");

    public static readonly DiagnosticDescriptor EmptyName = RuleFactory.Error(
        "GRT028", "Channel without a name", "Property '{0}' has an empty [JsonPropertyName]. Give the channel a name or remove the attribute.");

    public static readonly DiagnosticDescriptor HiddenUpdateType = RuleFactory.Error(
        "GRT032", "Update type of a reducer is hidden", "Reducer '{0}' of property '{1}' takes updates of type '{2}', which is less visible than the state. Make the type as visible as state '{3}'.");
}
