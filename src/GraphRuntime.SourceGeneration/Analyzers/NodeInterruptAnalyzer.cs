using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GraphRuntime.SourceGeneration;

/// <summary>Hints at <c>context.Interrupt</c> where a <c>NodeInterruptException</c> is thrown.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NodeInterruptAnalyzer : DiagnosticAnalyzer
{
    /// <summary>What this analyzer reports.</summary>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UsageRules.PreferInterrupt];

    /// <summary>Registers the analyzer for throw statements and expressions.</summary>
    /// <param name="context">Receives the registration.</param>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("GraphRuntime.NodeInterruptException") is { } interrupt)
            {
                start.RegisterOperationAction(operation => Analyze(operation, interrupt), OperationKind.Throw);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, INamedTypeSymbol interrupt)
    {
        var thrown = ((IThrowOperation)context.Operation).Exception;
        while (thrown is IConversionOperation conversion)
        {
            thrown = conversion.Operand;
        }

        for (var type = thrown?.Type; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, interrupt))
            {
                context.ReportDiagnostic(Diagnostic.Create(UsageRules.PreferInterrupt, context.Operation.Syntax.GetLocation()));
                return;
            }
        }
    }
}
