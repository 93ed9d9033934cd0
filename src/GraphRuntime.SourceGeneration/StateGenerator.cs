using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GraphRuntime.SourceGeneration;

/// <summary>Adds to every type with <c>[GraphState]</c> its schema and its nested type <c>Update</c>.</summary>
/// <remarks>Errors in a declaration come from here rather than from an analyzer: a build that runs no analyzers must not accept them.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class StateGenerator : IIncrementalGenerator
{
    internal const string SourceStep = "StateSource";
    internal const string DiagnosticStep = "StateDiagnostics";

    /// <summary>Sets up the steps of the generator.</summary>
    /// <param name="context">Receives the steps.</param>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var results = context.SyntaxProvider.ForAttributeWithMetadataName(
            KnownTypes.GraphStateAttribute,
            static (node, _) => node is TypeDeclarationSyntax,
            static (c, cancellation) => StateParser.Parse((INamedTypeSymbol)c.TargetSymbol, c.Attributes[0], cancellation));

        var models = results.Select(static (r, _) => r.Model).WithTrackingName(SourceStep);
        context.RegisterSourceOutput(models, static (output, model) =>
        {
            if (model is not null)
            {
                output.AddSource(model.HintName, SourceText.From(StateEmitter.Emit(model), Encoding.UTF8));
            }
        });

        var diagnostics = results.SelectMany(static (r, _) => r.Diagnostics).WithTrackingName(DiagnosticStep);
        context.RegisterSourceOutput(diagnostics, static (output, diagnostic) => output.ReportDiagnostic(diagnostic.ToDiagnostic()));
    }
}
