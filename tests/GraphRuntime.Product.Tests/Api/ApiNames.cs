using System.Globalization;

namespace GraphRuntime.Product.Tests.Api;

/// <summary>Names of types as C# writes them, with their namespace.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<Type, string> Short = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
    };

    public static string Of(Type type)
    {
        if (Short.TryGetValue(type, out var name))
        {
            return name;
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.IsByRef)
        {
            return Of(type.GetElementType()!) + "&";
        }

        if (type.IsArray)
        {
            return Of(type.GetElementType()!) + "[]";
        }

        return Nullable.GetUnderlyingType(type) is { } underlying ? Of(underlying) + "?" : Long(type);
    }

    private static string Long(Type type)
    {
        var scope = type.IsNested ? Long(type.DeclaringType!) : type.Namespace ?? "";
        var arity = type.IsNested ? type.DeclaringType!.GetGenericArguments().Length : 0;
        var arguments = type.GetGenericArguments().Skip(arity).Select(Of).ToList();
        var plain = type.Name.Split('`')[0];
        return string.Create(CultureInfo.InvariantCulture, $"{scope}.{plain}{(arguments.Count == 0 ? "" : $"<{string.Join(", ", arguments)}>")}");
    }
}
