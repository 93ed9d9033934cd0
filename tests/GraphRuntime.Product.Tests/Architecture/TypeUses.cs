using System.Reflection;

namespace GraphRuntime.Product.Tests.Architecture;

/// <summary>Which types of the core a type uses: what it is made of, what its members take and give, and what their instructions name.</summary>
internal static class TypeUses
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>All uses between types that stand in sources.</summary>
    public static IReadOnlyList<Use> All { get; } = Find(Libraries.Core);

    private static List<Use> Find(Assembly assembly)
    {
        var folders = SourceFolders.ByType;
        var uses = new HashSet<Use>();
        foreach (var type in assembly.GetTypes())
        {
            var user = Outermost(type);
            foreach (var used in Used(type).SelectMany(Parts).Select(Outermost))
            {
                if (used != user && used.Assembly == assembly && folders.TryGetValue(user.FullName!, out var from) && folders.TryGetValue(used.FullName!, out var to))
                {
                    uses.Add(new Use(from, to, user.FullName!, used.FullName!));
                }
            }
        }

        return [.. uses];
    }

    private static IEnumerable<Type> Used(Type type)
    {
        var methods = type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)).ToList();
        return [
            .. type.BaseType is { } parent ? [parent] : Type.EmptyTypes,
            .. type.GetInterfaces(),
            .. type.GetFields(Declared).Select(static field => field.FieldType),
            .. methods.SelectMany(static method => method.GetParameters()).Select(static parameter => parameter.ParameterType),
            .. methods.OfType<MethodInfo>().Select(static method => method.ReturnType),
            .. methods.SelectMany(Instructions.UsedTypes),
        ];
    }

    /// <summary>A type, and the types that it is closed over.</summary>
    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericParameter ? []
        : [type, .. type.GetGenericArguments().SelectMany(Parts)];

    private static Type Outermost(Type type)
    {
        type = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }
}
