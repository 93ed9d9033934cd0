using System.Globalization;
using System.Reflection;

namespace GraphRuntime.Product.Tests.Api;

/// <summary>Names of types as C# writes them, with their namespace and with <c>?</c> where a reference may be null.</summary>
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

    /// <summary>The name of a type at a place where references may be null or not.</summary>
    public static string Of(NullabilityInfo place, NullabilityState state)
    {
        var type = place.Type;
        if (type.IsByRef)
        {
            return Mark(Of(type.GetElementType()!), type.GetElementType()!, state) + "&";
        }

        if (Nullable.GetUnderlyingType(type) is not null)
        {
            return Of(type);
        }

        if (place.ElementType is { } element)
        {
            return Mark(Of(element, element.ReadState) + "[]", type, state);
        }

        return Mark(place.GenericTypeArguments.Length == 0 || type.IsNested ? Of(type) : Long(type, [.. place.GenericTypeArguments.Select(static a => Of(a, a.ReadState))]), type, state);
    }

    /// <summary>A type parameter says nothing of itself: whether it may be null depends on what stands for it.</summary>
    private static string Mark(string name, Type type, NullabilityState state) =>
        name + (state == NullabilityState.Nullable && !type.IsValueType && !type.IsGenericParameter ? "?" : "");

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

    private static string Long(Type type, List<string>? named = null)
    {
        var scope = type.IsNested ? Long(type.DeclaringType!) : type.Namespace ?? "";
        var arity = type.IsNested ? type.DeclaringType!.GetGenericArguments().Length : 0;
        var arguments = named ?? type.GetGenericArguments().Skip(arity).Select(Of).ToList();
        var plain = type.Name.Split('`')[0];
        return string.Create(CultureInfo.InvariantCulture, $"{scope}.{plain}{(arguments.Count == 0 ? "" : $"<{string.Join(", ", arguments)}>")}");
    }
}
