using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Execution;

/// <summary>Makes node classes: the registered one, or a new one whose constructor is given services.</summary>
internal static class ServiceNodes
{
    public static TNode Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TNode>(IServiceProvider services)
        where TNode : class => services.GetService<TNode>() ?? ActivatorUtilities.CreateInstance<TNode>(services);
}
