using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphRuntime.SourceGeneration;

/// <summary>Finds out how an instance of a state is made: by the constructor without parameters, or by the one of a positional record.</summary>
internal static class ConstructionParser
{
    public static Construction? Parse(INamedTypeSymbol state, List<IPropertySymbol> properties, List<ChannelModel> channels, DiagnosticBag problems)
    {
        var constructor = state.InstanceConstructors.FirstOrDefault(static c => c.Parameters.IsEmpty)
            ?? state.InstanceConstructors.FirstOrDefault(IsPrimary);
        if (constructor is null)
        {
            problems.Add(StateRules.NoConstructor, state, state.Name);
            return null;
        }

        var arguments = ImmutableArray.CreateBuilder<ConstructorArgument>();
        var models = channels.ToArray();
        foreach (var parameter in constructor.Parameters)
        {
            var index = properties.FindIndex(p => p.Name == parameter.Name);
            if (index < 0)
            {
                problems.Add(StateRules.ParameterIsNoChannel, parameter, parameter.Name, state.Name);
                return null;
            }

            arguments.Add(new ConstructorArgument(parameter.Name, index, parameter.HasExplicitDefaultValue));
            models[index] = models[index] with { IsInitialized = models[index].IsRequired || !IsPositional(properties[index]) };
        }

        var setsRequired = constructor.GetAttributes().Any(
            static a => a.AttributeClass?.Is("System.Diagnostics.CodeAnalysis", "SetsRequiredMembersAttribute") == true);
        return new Construction(new(arguments.ToImmutable()), new(ImmutableArray.Create(models)), setsRequired);
    }

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(static r => r.GetSyntax() is RecordDeclarationSyntax);

    private static bool IsPositional(IPropertySymbol property) => property.DeclaringSyntaxReferences.Any(static r => r.GetSyntax() is ParameterSyntax);
}
