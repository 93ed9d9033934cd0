using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphRuntime.SourceGeneration;

/// <summary>Reads the declaration of a state.</summary>
internal static class StateParser
{
    public static StateParseResult Parse(INamedTypeSymbol state, AttributeData attribute, CancellationToken cancellation)
    {
        var problems = new DiagnosticBag();
        if (!ShapeCheck.CanGenerate(state, problems))
        {
            return new StateParseResult(null, problems.ToArray());
        }

        var properties = PropertySelection.Select(state, problems);
        var channels = properties.ConvertAll(p =>
        {
            cancellation.ThrowIfCancellationRequested();
            return ChannelParser.Parse(state, p, problems);
        });
        var canGenerate = NameCheck.Passes(properties, channels, problems);
        if (channels.Count == 0)
        {
            problems.Add(StateRules.NoChannels, state, state.Name);
        }

        var construction = ConstructionParser.Parse(state, properties, channels, problems);
        var model = channels.Count > 0 && canGenerate && construction is not null ? Model(state, attribute, construction, problems) : null;
        return new StateParseResult(model, problems.ToArray());
    }

    private static StateModel Model(INamedTypeSymbol state, AttributeData attribute, Construction construction, DiagnosticBag problems) => new()
    {
        HintName = HintName(state),
        Namespace = state.ContainingNamespace.IsGlobalNamespace ? "" : state.ContainingNamespace.ToDisplayString(),
        Containers = new(Containers(state)),
        Name = state.Name,
        FullName = state.Source(),
        Version = Version(state, attribute, problems),
        JsonContext = JsonContext(state, attribute, problems),
        SetsRequiredMembers = construction.SetsRequiredMembers,
        Arguments = construction.Arguments,
        Channels = construction.Channels,
    };

    private static int Version(INamedTypeSymbol state, AttributeData attribute, DiagnosticBag problems)
    {
        var version = attribute.Named("Version") is { Value: int value } ? value : 1;
        if (version < 1)
        {
            problems.Add(StateRules.BadVersion, attribute, state.Name, version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return version;
    }

    private static string? JsonContext(INamedTypeSymbol state, AttributeData attribute, DiagnosticBag problems)
    {
        if (attribute.Named("JsonContext") is not { Value: ITypeSymbol context })
        {
            return null;
        }

        if (context.DerivesFrom("System.Text.Json.Serialization", "JsonSerializerContext"))
        {
            return context.Source();
        }

        problems.Add(StateRules.BadJsonContext, attribute, state.Name, context.Name);
        return null;
    }

    /// <summary>The full name with what a file name cannot hold replaced; generic containers differ by their arity.</summary>
    private static string HintName(INamedTypeSymbol state)
    {
        var name = state.MetadataName;
        for (var type = state.ContainingType; type is not null; type = type.ContainingType)
        {
            name = type.MetadataName.Replace('`', '-') + "." + name;
        }

        return (state.ContainingNamespace.IsGlobalNamespace ? "" : state.ContainingNamespace.ToDisplayString() + ".") + name + ".g.cs";
    }

    private static ImmutableArray<string> Containers(INamedTypeSymbol state)
    {
        var containers = ImmutableArray.CreateBuilder<string>();
        for (var type = state.ContainingType; type is not null; type = type.ContainingType)
        {
            var syntax = (TypeDeclarationSyntax)type.DeclaringSyntaxReferences[0].GetSyntax();
            var keyword = syntax is RecordDeclarationSyntax { ClassOrStructKeyword: var k } && k.IsKind(SyntaxKind.StructKeyword) ? "record struct" : syntax.Keyword.Text;
            var parameters = type.Arity == 0 ? "" : $"<{string.Join(", ", type.TypeParameters.Select(static p => Identifiers.Escape(p.Name)))}>";
            containers.Insert(0, $"partial {keyword} {Identifiers.Escape(type.Name)}{parameters}");
        }

        return containers.ToImmutable();
    }
}
