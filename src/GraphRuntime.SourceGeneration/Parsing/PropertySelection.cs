using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration;

/// <summary>Finds the channels among the members of a state, and reports members that can be none and hold data nevertheless.</summary>
internal static class PropertySelection
{
    public static List<IPropertySymbol> Select(INamedTypeSymbol state, DiagnosticBag problems)
    {
        var backed = new HashSet<ISymbol>(
            state.GetMembers().OfType<IFieldSymbol>().Select(static f => f.AssociatedSymbol).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        var channels = new List<IPropertySymbol>();
        foreach (var member in state.GetMembers())
        {
            switch (member)
            {
                case IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field:
                    problems.Add(ChannelRules.HiddenData, field, field.Name);
                    break;
                case IPropertySymbol { IsImplicitlyDeclared: false, IsIndexer: false, ExplicitInterfaceImplementations.IsEmpty: true } property
                    when IsChannel(property, backed.Contains(property), problems):
                    channels.Add(property);
                    break;
            }
        }

        return channels;
    }

    private static bool IsChannel(IPropertySymbol property, bool isBacked, DiagnosticBag problems)
    {
        var isCandidate = !property.IsStatic && property.DeclaredAccessibility == Accessibility.Public;
        if (isCandidate && property is { GetMethod: not null, SetMethod.IsInitOnly: true })
        {
            return true;
        }

        if (isCandidate && property.SetMethod is { IsInitOnly: false })
        {
            problems.Add(ChannelRules.Settable, property, property.Name);
        }
        else if (isCandidate && (isBacked || property.SetMethod is not null))
        {
            problems.Add(ChannelRules.NotInitializable, property, property.Name);
        }
        else if (!property.IsStatic && isBacked)
        {
            problems.Add(ChannelRules.HiddenData, property, property.Name);
        }
        else if (ChannelParser.KindAttributes(property) is [var attribute, ..])
        {
            problems.Add(ChannelRules.AttributeOnNoChannel, attribute, property.Name, attribute.ShortName());
        }

        return false;
    }
}
