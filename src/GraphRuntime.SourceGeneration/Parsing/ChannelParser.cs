using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration;

/// <summary>Reads the declaration of one channel. A channel with an error becomes a last-value channel, so that the error stands alone.</summary>
internal static class ChannelParser
{
    private static readonly HashSet<string> s_kinds = new(StringComparer.Ordinal)
    {
        "AppendAttribute", "MergeAttribute", "ReduceAttribute", "EphemeralAttribute", "AnyValueAttribute", "UntrackedAttribute", "TopicAttribute",
    };

    /// <summary>The attributes that say of what kind a channel is.</summary>
    public static List<AttributeData> KindAttributes(ISymbol property) => property.GetAttributes()
        .Where(static a => a.AttributeClass is { } type
            && ((s_kinds.Contains(type.Name) && type.Is("GraphRuntime", type.Name)) || KnownTypes.ListRulesElement(type) is not null))
        .ToList();

    public static ChannelModel Parse(INamedTypeSymbol state, IPropertySymbol property, DiagnosticBag problems)
    {
        var kinds = KindAttributes(property);
        if (kinds.Count > 1)
        {
            problems.Add(ChannelRules.TwoKinds, property, property.Name, kinds[0].ShortName(), kinds[1].ShortName());
        }

        var plain = new ChannelModel
        {
            Property = property.Name,
            ChannelName = ChannelName(property),
            ValueType = property.Type.Source(),
            UpdateType = property.Type.Source(),
            IsRequired = property.IsRequired,
        };
        return kinds.Count == 1 ? Parse(state, property, kinds[0], plain, problems) : plain;
    }

    private static ChannelModel Parse(INamedTypeSymbol state, IPropertySymbol property, AttributeData kind, ChannelModel plain, DiagnosticBag problems) =>
        KnownTypes.ListRulesElement(kind.AttributeClass!) is { } element ? RuledList(property, kind, element, plain, problems) : kind.ShortName() switch
        {
            "Append" => Append(property, plain, problems),
            "Merge" => MergeParser.Parse(state, property, kind, plain, problems),
            "Reduce" => ReducerParser.Parse(state, property, kind, plain, problems),
            "Topic" => Topic(property, kind, plain, problems),
            "Ephemeral" => plain with { Shape = ChannelShape.Ephemeral, Flag = kind.Flag("Guard", otherwise: true) },
            "Untracked" => plain with { Shape = ChannelShape.Untracked, Flag = kind.Flag("Guard", otherwise: true) },
            _ => plain with { Shape = ChannelShape.AnyValue },
        };

    private static ChannelModel Append(IPropertySymbol property, ChannelModel plain, DiagnosticBag problems)
    {
        if (KnownTypes.ImmutableArrayElement(property.Type) is { } element)
        {
            return plain with { Shape = ChannelShape.Append, ElementType = element.Source() };
        }

        if (KnownTypes.ReadOnlyListElement(property.Type) is { } item)
        {
            return plain with { Shape = ChannelShape.AppendList, ElementType = item.Source() };
        }

        WrongType(property, "Append", "an ImmutableArray<T> or an IReadOnlyList<T>", problems);
        return plain;
    }

    private static ChannelModel Topic(IPropertySymbol property, AttributeData kind, ChannelModel plain, DiagnosticBag problems)
    {
        if (KnownTypes.ImmutableArrayElement(property.Type) is { } element)
        {
            return plain with { Shape = ChannelShape.Topic, ElementType = element.Source(), Flag = kind.Flag("Accumulate", otherwise: false) };
        }

        WrongType(property, "Topic", "an ImmutableArray<T>", problems);
        return plain;
    }

    /// <summary>A list with the rules of an attribute from another library.</summary>
    private static ChannelModel RuledList(IPropertySymbol property, AttributeData kind, ITypeSymbol element, ChannelModel plain, DiagnosticBag problems)
    {
        if (SymbolEqualityComparer.Default.Equals(KnownTypes.ReadOnlyListElement(property.Type), element))
        {
            return plain with { Shape = ChannelShape.List, ElementType = element.Source(), Method = kind.AttributeClass!.Source() };
        }

        WrongType(property, kind.ShortName(), $"an IReadOnlyList<{element.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}>", problems);
        return plain;
    }

    internal static void WrongType(IPropertySymbol property, string kind, string needed, DiagnosticBag problems) =>
        problems.Add(ChannelRules.WrongType, property, property.Name, kind, property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), needed);

    private static string ChannelName(IPropertySymbol property)
    {
        var json = property.GetAttributes().FirstOrDefault(
            static a => a.AttributeClass?.Is("System.Text.Json.Serialization", "JsonPropertyNameAttribute") == true);
        return json?.Text() ?? property.Name;
    }
}
