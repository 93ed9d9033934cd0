using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Tests.Interrupts;

/// <summary>How a state is written as JSON.</summary>
internal interface IOptions
{
    static abstract JsonSerializerOptions? Json { get; }
}

internal sealed class Plain : IOptions
{
    public static JsonSerializerOptions? Json => null;
}

/// <summary>Enumerations by name, numbers also as text, no unknown members.</summary>
internal sealed class Named : IOptions
{
    public static JsonSerializerOptions? Json { get; } = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };
}

/// <summary>Names in any case, and members with their default value left out.</summary>
internal sealed class Sparse : IOptions
{
    public static JsonSerializerOptions? Json { get; } = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };
}

/// <summary>A context that knows none of the types of an application, as in a trimmed one that forgot to name them.</summary>
internal sealed class Unknowing : IOptions
{
    public static JsonSerializerOptions? Json { get; } = new() { TypeInfoResolver = JsonTypeInfoResolver.Combine() };
}

internal sealed class Asked<TOptions> : IGraphState<Asked<TOptions>>
    where TOptions : IOptions
{
    public static StateSchema<Asked<TOptions>> Schema { get; } = new StateSchemaBuilder<Asked<TOptions>>()
        .LastValue("Value", "").Build(1, TOptions.Json, static reader => new Asked<TOptions> { Value = reader.Read<string, string>(0) });

    public required string Value { get; init; }
}

internal sealed class AskedUpdate<TOptions>(string value) : StateUpdate<Asked<TOptions>>
    where TOptions : IOptions
{
    public override void WriteTo(UpdateWriter writer) => writer.Write<string, string>(0, value);
}
