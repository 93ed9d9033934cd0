using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration;

/// <summary>Reads <c>[Merge]</c>: a dictionary by its keys, or a list with a key selector.</summary>
internal static class MergeParser
{
    public static ChannelModel Parse(INamedTypeSymbol state, IPropertySymbol property, AttributeData kind, ChannelModel plain, DiagnosticBag problems)
    {
        var selector = kind.Text();
        if (KnownTypes.DictionaryValue(property.Type) is { } value)
        {
            if (kind.ConstructorArguments.Length > 0)
            {
                problems.Add(ChannelRules.KeySelectorOnDictionary, kind, property.Name);
            }

            return plain with { Shape = ChannelShape.MergeDictionary, ElementType = value.Source() };
        }

        var isArray = KnownTypes.ImmutableArrayElement(property.Type) is not null;
        if ((KnownTypes.ImmutableArrayElement(property.Type) ?? KnownTypes.ReadOnlyListElement(property.Type)) is not { } element)
        {
            ChannelParser.WrongType(property, "Merge", "an ImmutableDictionary<string, T>, or an ImmutableArray<T> or IReadOnlyList<T> and a key selector", problems);
            return plain;
        }

        var item = element.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (string.IsNullOrEmpty(selector))
        {
            problems.Add(ChannelRules.KeySelectorNeeded, kind, property.Name, item);
            return plain;
        }

        if (!state.GetMembers(selector!).OfType<IMethodSymbol>().Any(m => IsKeySelector(m, element)))
        {
            problems.Add(ChannelRules.KeySelectorWrong, kind, selector!, property.Name, item);
            return plain;
        }

        return plain with { Shape = isArray ? ChannelShape.Merge : ChannelShape.MergeList, ElementType = element.Source(), Method = selector! };
    }

    private static bool IsKeySelector(IMethodSymbol method, ITypeSymbol element) =>
        method is { IsStatic: true, Arity: 0, ReturnsByRef: false, ReturnsByRefReadonly: false, ReturnType.SpecialType: SpecialType.System_String }
        && method.ReturnNullableAnnotation != NullableAnnotation.Annotated
        && method.Parameters is [{ RefKind: RefKind.None, Type: var type }]
        && SymbolEqualityComparer.Default.Equals(type, element);
}
