using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Building;

/// <summary>Makes node classes: the registered one, or a new one whose constructor is given services.</summary>
internal static class ServiceNodes
{
    public static TNode Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TNode>(IServiceProvider services)
        where TNode : class => services.GetService<TNode>() ?? ActivatorUtilities.CreateInstance<TNode>(services);

    /// <summary>
    /// The names of the types that the constructor of a node class needs and that are not registered. Of several constructors the one that lacks least counts. Empty where the
    /// class itself is registered, or the container does not say what it knows.
    /// </summary>
    public static IReadOnlyList<string> Missing<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TNode>(IServiceProvider services)
        where TNode : class
    {
        if (services.GetService<IServiceProviderIsService>() is not { } known || known.IsService(typeof(TNode)))
        {
            return [];
        }

        return typeof(TNode).GetConstructors().Select(constructor => Missing(constructor, known)).MinBy(static missing => missing.Length) ?? [];
    }

    private static string[] Missing(ConstructorInfo constructor, IServiceProviderIsService known) =>
    [
        .. constructor.GetParameters()
            .Where(parameter => !parameter.HasDefaultValue && !parameter.IsDefined(typeof(FromKeyedServicesAttribute)) && !known.IsService(parameter.ParameterType))
            .Select(static parameter => parameter.ParameterType.Name),
    ];
}
