using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphRuntime.SourceGeneration;

/// <summary>Checks what kind of type a state is.</summary>
internal static class ShapeCheck
{
    /// <summary>Reports what is wrong with the type.</summary>
    /// <returns>Whether a part can be added to it, be it with other errors.</returns>
    public static bool CanGenerate(INamedTypeSymbol state, DiagnosticBag problems)
    {
        if (!state.IsRecord || state.TypeKind != TypeKind.Class)
        {
            problems.Add(StateRules.NotRecord, state, state.Name);
            return false;
        }

        if (!state.IsSealed)
        {
            problems.Add(StateRules.NotSealed, state, state.Name);
        }

        var canGenerate = Refuse(!IsPartial(state), StateRules.NotPartial, state, problems);
        canGenerate &= Refuse(state.Arity > 0, StateRules.Generic, state, problems);
        canGenerate &= Refuse(state.IsFileLocal, StateRules.FileLocal, state, problems);
        if (state.BaseType is { SpecialType: not SpecialType.System_Object } basis)
        {
            problems.Add(StateRules.HasBase, state, state.Name, basis.Name);
            canGenerate = false;
        }

        return canGenerate & ContainersArePartial(state, problems);
    }

    private static bool Refuse(bool isWrong, DiagnosticDescriptor rule, INamedTypeSymbol state, DiagnosticBag problems)
    {
        if (isWrong)
        {
            problems.Add(rule, state, state.Name);
        }

        return !isWrong;
    }

    private static bool ContainersArePartial(INamedTypeSymbol state, DiagnosticBag problems)
    {
        var arePartial = true;
        for (var type = state.ContainingType; type is not null; type = type.ContainingType)
        {
            if (!IsPartial(type))
            {
                problems.Add(StateRules.ContainerNotPartial, type, type.Name, state.Name);
                arePartial = false;
            }
        }

        return arePartial;
    }

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.All(
        static r => r.GetSyntax() is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));
}
