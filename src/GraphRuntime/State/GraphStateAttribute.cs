namespace GraphRuntime;

/// <summary>
/// Marks a <c>sealed partial record</c> as the state of a graph. The source generator adds its schema and the nested type <c>Update</c>.
/// </summary>
/// <remarks>Each public property with an <c>init</c> accessor is a channel. Without an attribute of its own a property is a last-value channel:
/// two writers in one superstep are an error.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class GraphStateAttribute : Attribute
{
    /// <summary>The version of the declaration, stored with every checkpoint. Raise it when stored values need a migration.</summary>
    /// <value>The default is 1.</value>
    public int Version { get; set; } = 1;

    /// <summary>
    /// A <see cref="System.Text.Json.Serialization.JsonSerializerContext"/> that knows the types of all channels. Without one the types are read
    /// by reflection, which trimmed and ahead-of-time compiled applications do not have.
    /// </summary>
    public Type? JsonContext { get; set; }
}
