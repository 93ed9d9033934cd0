using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Values;

/// <summary>Finds the closed family (<c>[JsonDerivedType]</c>) that a type belongs to. Only as its member can a value be read back as what it was.</summary>
internal static class Families
{
    private static readonly ConditionalWeakTable<JsonSerializerOptions, ConcurrentDictionary<Type, Type>> s_found = [];

    /// <summary>The nearest base type or interface that names the type as one of its family; the type itself where there is none.</summary>
    public static Type DeclaredTypeOf(Type type, JsonSerializerOptions options) =>
        s_found.GetValue(options, static _ => new()).GetOrAdd(type, static (type, options) => Find(type, options), options);

    private static Type Find(Type type, JsonSerializerOptions options)
    {
        if (type.IsPrimitive || type == typeof(string))
        {
            return type;
        }

        for (var basis = type; basis is not null && basis != typeof(object); basis = basis.BaseType)
        {
            if (Names(basis, type, options))
            {
                return basis;
            }
        }

        return Array.Find(Interfaces(type), candidate => Names(candidate, type, options)) ?? type;
    }

    private static bool Names(Type family, Type member, JsonSerializerOptions options)
    {
        try
        {
            return options.TryGetTypeInfo(family, out var info) && info.Kind == JsonTypeInfoKind.Object && info.PolymorphismOptions is { } polymorphism
                && polymorphism.DerivedTypes.Any(derived => derived.DerivedType == member);
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException)
        {
            return false;
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An interface that was trimmed away is no family that anything is read as.")]
    private static Type[] Interfaces(Type type) => type.GetInterfaces();
}
