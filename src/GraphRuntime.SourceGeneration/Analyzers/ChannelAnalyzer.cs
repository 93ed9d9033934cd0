using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GraphRuntime.SourceGeneration;

/// <summary>Warns of channels that hold mutable types and of channel attributes without a state.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ChannelAnalyzer : DiagnosticAnalyzer
{
    /// <summary>What this analyzer reports.</summary>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UsageRules.MutableChannel, UsageRules.NoState];

    /// <summary>Registers the analyzer for properties.</summary>
    /// <param name="context">Receives the registration.</param>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.Property);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var property = (IPropertySymbol)context.Symbol;
        var isState = property.ContainingType.GetAttributes().Any(static a => a.AttributeClass?.Is("GraphRuntime", "GraphStateAttribute") == true);
        var kinds = ChannelParser.KindAttributes(property);
        if (!isState)
        {
            foreach (var kind in kinds)
            {
                var place = kind.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation();
                context.ReportDiagnostic(Diagnostic.Create(UsageRules.NoState, place, kind.ShortName(), property.Name, property.ContainingType.Name));
            }
        }
        else if (IsSharedData(property, kinds) && MutableTypes.Find(property.Type) is { } found)
        {
            var type = found.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            context.ReportDiagnostic(Diagnostic.Create(UsageRules.MutableChannel, property.Locations[0], property.Name, type, found.Remedy));
        }
    }

    /// <summary>An untracked channel is the place for live objects, which are mutable by nature.</summary>
    private static bool IsSharedData(IPropertySymbol property, List<AttributeData> kinds) =>
        property is { IsStatic: false, IsIndexer: false, SetMethod: not null } && !kinds.Exists(static k => k.ShortName() == "Untracked");
}
