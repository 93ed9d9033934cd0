using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Values;

/// <summary>
/// Makes the options by which values are stored. They extend the options of the state (its context, or reflection) by what storing needs: the
/// library's own types, fields, types that the serializer alone would lose, text without escapes, and guards that refuse what could not be read again.
/// </summary>
internal static class ValueOptions
{
    private static readonly ConditionalWeakTable<JsonSerializerOptions, JsonSerializerOptions> s_derived = [];
    private static JsonSerializerOptions? s_unnamed;
    private static JsonSerializerOptions? s_default;

    /// <summary>The options of a state that names no context.</summary>
    public static JsonSerializerOptions Unnamed => s_unnamed ??= new JsonSerializerOptions { TypeInfoResolver = Reflection() };

    /// <summary>The options of states that name no serializer context.</summary>
    public static JsonSerializerOptions Default => s_default ??= From(Unnamed);

    /// <summary>How the library writes JSON itself.</summary>
    public static JsonWriterOptions Writer { get; } = new() { Encoder = StoredTextEncoder.Instance };

    /// <summary>The storing options of a state; the same for the same options.</summary>
    public static JsonSerializerOptions From(JsonSerializerOptions options)
    {
        var derived = s_derived.GetValue(options, Derive);
        s_derived.AddOrUpdate(derived, derived);
        return derived;
    }

    private static JsonSerializerOptions Derive(JsonSerializerOptions options)
    {
        var derived = new JsonSerializerOptions(options)
        {
            Encoder = StoredTextEncoder.Instance,
            IncludeFields = true,
            TypeInfoResolver = JsonTypeInfoResolver
                .Combine(options.TypeInfoResolver ?? Reflection(), CoreJsonContext.Default)
                .WithAddedModifier(ValueGuards.Add),
        };
        derived.Converters.Add(new UntypedConverter());
        derived.Converters.Add(new BigIntegerConverter());
        derived.Converters.Add(new IndexConverter());
        derived.Converters.Add(new RangeConverter());
        derived.MakeReadOnly();
        return derived;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Reached only where reflection-based serialization is enabled.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Reached only where reflection-based serialization is enabled.")]
    private static IJsonTypeInfoResolver Reflection() => JsonSerializer.IsReflectionEnabledByDefault
        ? JsonTypeInfoResolver.Combine(CoreJsonContext.Default, new DefaultJsonTypeInfoResolver())
        : CoreJsonContext.Default;
}
