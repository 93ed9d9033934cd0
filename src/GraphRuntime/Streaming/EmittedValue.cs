using System.Text.Json;

namespace GraphRuntime;

/// <summary>Values that nodes emitted, as objects in the process that runs the graph and as JSON in any other.</summary>
internal static class EmittedValue
{
    public static T? As<T>(object? value, JsonSerializerOptions? options)
    {
        if (value is T typed)
        {
            return typed;
        }

        return options is null
            ? (T?)value
            : Stored(value).Deserialize(GraphJson.TypeInfo<T>(options, "an emitted value"));
    }

    /// <summary>A text may stand for a value of another type, such as a date.</summary>
    private static JsonElement Stored(object? value) => value switch
    {
        JsonElement json => json,
        string text => JsonSerializer.SerializeToElement(text, CoreJsonContext.Default.String),
        _ => JsonValues.Null,
    };
}
