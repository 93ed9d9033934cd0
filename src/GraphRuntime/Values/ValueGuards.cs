using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Values;

/// <summary>Adds to contracts what looks at a value while it is written, and refuses it where something of it would be lost.</summary>
internal static class ValueGuards
{
    public static void Add(JsonTypeInfo info)
    {
        if (info.Kind == JsonTypeInfoKind.Object && info is { PolymorphismOptions: null, Type: { IsValueType: false, IsSealed: false } })
        {
            info.OnSerializing += value => CheckType(value, info.Type);
        }
        else if (info.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary && ComparerGuard.For(info) is { } guard)
        {
            info.OnSerializing += guard.Check;
        }
    }

    /// <summary>A derived type would be written as its base type: its additional data and its type would be lost.</summary>
    private static void CheckType(object value, Type declared)
    {
        if (value.GetType() != declared)
        {
            throw new ValueLostException(
                $"A {TypeNames.Of(value.GetType())} stands where a {TypeNames.Of(declared)} is declared, and would come back as that. Name it with [JsonDerivedType(typeof({TypeNames.Of(value.GetType())}), \"…\")] on {TypeNames.Of(declared)}, or declare its own type.");
        }
    }
}
