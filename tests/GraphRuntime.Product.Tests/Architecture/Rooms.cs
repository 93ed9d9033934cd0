using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace GraphRuntime.Product.Tests.Architecture;

/// <summary>The rooms (folders) of a compiled library, and which room uses which. Folders come from the symbols, uses from the instructions.</summary>
internal static class Rooms
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Uses as "Room -> Room: Type -> Type".</summary>
    public static IReadOnlyCollection<Use> Uses(Assembly assembly)
    {
        var rooms = RoomOfTypes(assembly);
        var uses = new HashSet<Use>();
        foreach (var type in assembly.GetTypes())
        {
            if (!rooms.TryGetValue(Outermost(type), out var from))
            {
                continue;
            }

            foreach (var used in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)).SelectMany(Instructions.UsedTypes).Select(Outermost))
            {
                if (used.Assembly == assembly && rooms.TryGetValue(used, out var to) && to != from)
                {
                    uses.Add(new Use(from, to, Outermost(type).Name, used.Name));
                }
            }
        }

        return uses;
    }

    private static Dictionary<Type, string> RoomOfTypes(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(assembly.Location, ".pdb")));
        var (metadata, pdb) = (file.GetMetadataReader(), symbols.GetMetadataReader());
        var rooms = new Dictionary<Type, string>();
        foreach (var handle in metadata.MethodDefinitions)
        {
            var information = pdb.GetMethodDebugInformation(handle);
            if (information.Document.IsNil)
            {
                continue;
            }

            var path = pdb.GetString(pdb.GetDocument(information.Document).Name).Replace('\\', '/');
            var marker = $"/src/{assembly.GetName().Name}/";
            var start = path.LastIndexOf(marker, StringComparison.Ordinal);
            var method = assembly.ManifestModule.ResolveMethod(MetadataTokensOf(handle))!;
            if (start >= 0 && !path.Contains("/obj/", StringComparison.Ordinal) && method.DeclaringType is { } type)
            {
                rooms.TryAdd(Outermost(type), path[(start + marker.Length)..].Split('/')[0]);
            }
        }

        return rooms;
    }

    private static int MetadataTokensOf(MethodDefinitionHandle handle) => System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(handle);

    private static Type Outermost(Type type)
    {
        while (type.HasElementType)
        {
            type = type.GetElementType()!;
        }

        if (type.IsGenericType)
        {
            type = type.GetGenericTypeDefinition();
        }

        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }
}
