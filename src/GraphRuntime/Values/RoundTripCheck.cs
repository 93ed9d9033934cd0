using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Values;

/// <summary>Checks that a value can be read back before it is stored, for types whose contract does not decide it.</summary>
internal static class RoundTripCheck
{
    /// <summary>True where each value of the type has to be looked at.</summary>
    public static bool IsNeeded(JsonTypeInfo info) => info.Type == typeof(object) || ValueContract.Of(info.Type, info.Options).NeedsProof;

    /// <summary>Throws where the value would come back as another one.</summary>
    public static void Check(object? value, JsonTypeInfo info)
    {
        if (value is null)
        {
            return;
        }

        if (info.Type == typeof(object))
        {
            CheckUntyped(value);
            return;
        }

        var written = JsonSerializer.SerializeToUtf8Bytes(value, info);
        var again = JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize(written, info), info);
        if (!written.AsSpan().SequenceEqual(again))
        {
            throw new ValueLostException(
                $"A {TypeNames.Of(info.Type)} comes back as another value: it has data that is written and cannot be set again. Give those properties a setter or init accessor, constructor parameters named like them, or [JsonIgnore] where they may be lost.");
        }
    }

    private static void CheckUntyped(object value)
    {
        if (!UntypedConverter.Keeps(value))
        {
            throw new ValueLostException(
                $"A {TypeNames.Of(value.GetType())} is declared as object and would come back as JSON. Declare its own type, or JsonElement; as object only text, booleans, int, double and JsonElement come back as they were.");
        }
    }
}
