using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration;

/// <summary>Compares who can see two types.</summary>
internal static class Visibility
{
    /// <summary>Whether a type can stand in a public member of a state. Protected types are left to the compiler.</summary>
    public static bool IsVisibleAs(ITypeSymbol type, INamedTypeSymbol state)
    {
        if (type is IArrayTypeSymbol array)
        {
            return IsVisibleAs(array.ElementType, state);
        }

        var arguments = type is INamedTypeSymbol named ? named.TypeArguments.ToArray() : [];
        return WithContainers(type).All(t => IsDeclaredVisibleAs(t, state)) && Array.TrueForAll(arguments, a => IsVisibleAs(a, state));
    }

    private static bool IsDeclaredVisibleAs(ITypeSymbol type, INamedTypeSymbol state) => type.DeclaredAccessibility switch
    {
        Accessibility.Private => WithContainers(state).Any(s =>
            s.DeclaredAccessibility == Accessibility.Private && SymbolEqualityComparer.Default.Equals(s.ContainingType, type.ContainingType)),
        Accessibility.Internal => WithContainers(state).Any(static s => s.DeclaredAccessibility is Accessibility.Internal or Accessibility.Private),
        _ => true,
    };

    private static IEnumerable<ITypeSymbol> WithContainers(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            yield return current;
        }
    }
}
