using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Values;

/// <summary>Finds out how a type is written as JSON, and writes values whose type is known at run time only.</summary>
internal static class GraphJson
{
    /// <summary>The options of states that name no serializer context: reflection where the application has it, else the library's own types.</summary>
    public static JsonSerializerOptions DefaultOptions => ValueOptions.Default;

    /// <summary>The same options with further resolvers in front.</summary>
    public static JsonSerializerOptions With(JsonSerializerOptions options, IReadOnlyCollection<IJsonTypeInfoResolver> resolvers)
    {
        if (resolvers.Count == 0)
        {
            return options;
        }

        var extended = new JsonSerializerOptions(options)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine([.. resolvers, options.TypeInfoResolver, CoreJsonContext.Default]),
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

    /// <summary>Writes a value whose type is known at run time only: as a member of its family where it has one, so that it can be read as the family.</summary>
    public static JsonElement ToJson(object value, JsonSerializerOptions options, string what)
    {
        var info = TypeInfo(options, Families.DeclaredTypeOf(value.GetType(), options), what);
        try
        {
            return JsonSerializer.SerializeToElement(value, info);
        }
        catch (Exception e) when (JsonFailures.IsWriteFailure(e))
        {
            throw StateSerializationException.BadValue(what, value.GetType(), e);
        }
    }
}
