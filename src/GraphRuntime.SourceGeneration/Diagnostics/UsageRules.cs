using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration;

/// <summary>The diagnostics about code that compiles and may be meant so. Each has an entry in docs/diagnostics.md.</summary>
internal static class UsageRules
{
    public static readonly DiagnosticDescriptor MutableChannel = RuleFactory.Warning(
        "GRT029", "Channel holds a mutable type", "Property '{0}' holds '{1}', which can be changed after it was handed over, and other nodes would see it. Use {2}.");

    public static readonly DiagnosticDescriptor NoState = RuleFactory.Warning(
        "GRT030", "Channel attribute outside a state", "[{0}] on property '{1}' has no effect: type '{2}' has no [GraphState]. Add it to the type or remove the attribute.");

    public static readonly DiagnosticDescriptor PreferInterrupt = RuleFactory.Hint(
        "GRT031", "Prefer context.Interrupt", "A thrown NodeInterruptException can be swallowed by a catch and takes no answer. Prefer 'context.Interrupt<T>(payload)'.");
}
