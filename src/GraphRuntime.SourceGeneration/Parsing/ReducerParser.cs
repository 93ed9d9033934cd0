using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration;

/// <summary>Reads <c>[Reduce]</c>: the second parameter of the reducer is the type of an update.</summary>
internal static class ReducerParser
{
    public static ChannelModel Parse(INamedTypeSymbol state, IPropertySymbol property, AttributeData kind, ChannelModel plain, DiagnosticBag problems)
    {
        var name = kind.Text() ?? "";
        var methods = name.Length == 0 ? [] : state.GetMembers(name).OfType<IMethodSymbol>().ToList();
        var reducers = methods.FindAll(m => m.IsStatic && IsReducer(m, property));
        if (reducers is [var reducer])
        {
            var update = reducer.Parameters[1].Type;
            if (Visibility.IsVisibleAs(update, state))
            {
                return plain with { Shape = ChannelShape.Reduce, UpdateType = update.Source(), Method = name };
            }

            problems.Add(ChannelRules.HiddenUpdateType, reducer, name, property.Name, update.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), state.Name);
            return plain;
        }

        Report(state, property, kind, name, methods, reducers.Count, problems);
        return plain;
    }

    private static void Report(INamedTypeSymbol state, IPropertySymbol property, AttributeData kind, string name, List<IMethodSymbol> methods, int matches, DiagnosticBag problems)
    {
        var type = property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (matches > 1)
        {
            problems.Add(ChannelRules.ReducerAmbiguous, kind, name, property.Name);
        }
        else if (methods.Count == 0)
        {
            problems.Add(ChannelRules.ReducerMissing, kind, state.Name, name, property.Name, type);
        }
        else if (methods.Find(m => IsReducer(m, property)) is { } instance)
        {
            problems.Add(ChannelRules.ReducerNotStatic, instance, name, property.Name);
        }
        else
        {
            problems.Add(ChannelRules.ReducerSignature, methods[0], name, property.Name, type);
        }
    }

    private static bool IsReducer(IMethodSymbol method, IPropertySymbol property) =>
        method is { Arity: 0, ReturnsByRef: false, ReturnsByRefReadonly: false }
        && method.Parameters is [{ RefKind: RefKind.None } current, { RefKind: RefKind.None }]
        && SymbolEqualityComparer.Default.Equals(current.Type, property.Type)
        && SymbolEqualityComparer.Default.Equals(method.ReturnType, property.Type)
        && (property.NullableAnnotation != NullableAnnotation.Annotated || current.NullableAnnotation != NullableAnnotation.NotAnnotated)
        && (property.NullableAnnotation != NullableAnnotation.NotAnnotated || method.ReturnNullableAnnotation != NullableAnnotation.Annotated);
}
