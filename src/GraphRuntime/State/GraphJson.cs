using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime;

/// <summary>Finds out how a type is written as JSON.</summary>
internal static class GraphJson
{
    private static JsonSerializerOptions? s_default;

    /// <summary>The options of states that name no serializer context: reflection where the application has it, else nothing.</summary>
    public static JsonSerializerOptions DefaultOptions => s_default ??= Create();

    /// <summary>The same options with further resolvers, which are asked last.</summary>
    public static JsonSerializerOptions With(JsonSerializerOptions options, IReadOnlyCollection<IJsonTypeInfoResolver> resolvers)
    {
        if (resolvers.Count == 0)
        {
            return options;
        }

        var extended = new JsonSerializerOptions(options)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine([options.TypeInfoResolver, CoreJsonContext.Default, .. resolvers]),
        };
        extended.MakeReadOnly();
        return extended;
    }

    public static JsonTypeInfo<T> TypeInfo<T>(JsonSerializerOptions options, string what) => (JsonTypeInfo<T>)TypeInfo(options, typeof(T), what);

    public static JsonTypeInfo TypeInfo(JsonSerializerOptions options, Type type, string what)
    {
        try
        {
            return options.GetTypeInfo(type);
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException)
        {
            throw new StateSerializationException(what, type, e);
        }
    }

    /// <summary>Writes a value whose type is known at run time only.</summary>
    public static JsonElement ToJson(object value, JsonSerializerOptions options, string what)
    {
        var info = TypeInfo(options, value.GetType(), what);
        try
        {
            return JsonSerializer.SerializeToElement(value, info);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw StateSerializationException.BadValue(what, value.GetType(), e);
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Reached only where reflection-based serialization is enabled.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Reached only where reflection-based serialization is enabled.")]
    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            Converters = { new UntypedConverter() },
            TypeInfoResolver = JsonSerializer.IsReflectionEnabledByDefault
                ? JsonTypeInfoResolver.Combine(CoreJsonContext.Default, new DefaultJsonTypeInfoResolver())
                : CoreJsonContext.Default,
        };
        options.MakeReadOnly();
        return options;
    }
}
