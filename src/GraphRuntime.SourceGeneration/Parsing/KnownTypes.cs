using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration;

/// <summary>Recognises types by their full names and writes types the way generated code needs them.</summary>
internal static class KnownTypes
{
    public const string GraphStateAttribute = "GraphRuntime.GraphStateAttribute";

    private static readonly SymbolDisplayFormat s_source = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static string Source(this ITypeSymbol type) => type.ToDisplayString(s_source);

    public static bool Is(this ITypeSymbol type, string @namespace, string name, int arity = 0) =>
        type is INamedTypeSymbol named && named.Name == name && named.Arity == arity && named.ContainingType is null
        && named.ContainingNamespace.ToDisplayString() == @namespace;

    public static bool DerivesFrom(this ITypeSymbol type, string @namespace, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Is(@namespace, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The element of an <c>ImmutableArray&lt;T&gt;</c>.</summary>
    public static ITypeSymbol? ImmutableArrayElement(ITypeSymbol type) =>
        type.Is("System.Collections.Immutable", "ImmutableArray", 1) ? ((INamedTypeSymbol)type).TypeArguments[0] : null;

    /// <summary>The element of an <c>IReadOnlyList&lt;T&gt;</c>.</summary>
    public static ITypeSymbol? ReadOnlyListElement(ITypeSymbol type) =>
        type.Is("System.Collections.Generic", "IReadOnlyList", 1) ? ((INamedTypeSymbol)type).TypeArguments[0] : null;

    /// <summary>The value of an <c>ImmutableDictionary&lt;string, T&gt;</c>.</summary>
    public static ITypeSymbol? DictionaryValue(ITypeSymbol type) =>
        type.Is("System.Collections.Immutable", "ImmutableDictionary", 2)
        && ((INamedTypeSymbol)type).TypeArguments is [{ SpecialType: SpecialType.System_String }, var value]
            ? value
            : null;

    /// <summary>The element of the list whose rules an attribute brings; <see langword="null"/> for other attributes.</summary>
    public static ITypeSymbol? ListRulesElement(INamedTypeSymbol attribute) =>
        attribute.AllInterfaces.FirstOrDefault(static i => i.Is("GraphRuntime", "IListRules", 1))?.TypeArguments[0];
}
