using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Values;

/// <summary>Refuses sets and dictionaries with a comparer of their own: JSON has no place for it, so keys that were equal would not be equal any more.</summary>
internal sealed class ComparerGuard(JsonTypeInfo info, PropertyInfo comparer)
{
    private object? _usual;

    /// <summary>The guard of a type of collection, or <see langword="null"/> where it has no comparer.</summary>
    public static ComparerGuard? For(JsonTypeInfo info) => info.Type.IsGenericType && FindComparer(info.Type) is { } comparer ? new ComparerGuard(info, comparer) : null;

    public void Check(object value)
    {
        // The declared type may be an interface; the comparer of the type that is read back is compared.
        if (value.GetType() == info.Type && comparer.GetValue(value) is { } used && !used.Equals(_usual ??= Usual()))
        {
            throw new ValueLostException(
                $"A {TypeNames.Of(info.Type)} has a comparer of its own, which is not stored. Use the default comparer, make the keys alike before they are added, or make the channel a [Merge] dictionary whose default has the comparer.");
        }
    }

    /// <summary>The comparer of a collection that was read.</summary>
    private object Usual() =>
        comparer.GetValue(JsonSerializer.Deserialize(info.Kind == JsonTypeInfoKind.Dictionary ? "{}"u8 : "[]"u8, info))!;

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A property that was trimmed away is not read, so it cannot distinguish comparers.")]
    private static PropertyInfo? FindComparer(Type type)
    {
        if (type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) != true || type.IsInterface)
        {
            return null;
        }

        return type.GetProperty("KeyComparer") ?? type.GetProperty("Comparer");
    }
}
