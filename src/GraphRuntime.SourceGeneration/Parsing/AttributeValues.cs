using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration;

/// <summary>Reads the arguments of attributes.</summary>
internal static class AttributeValues
{
    public static TypedConstant? Named(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value;
            }
        }

        return null;
    }

    public static bool Flag(this AttributeData attribute, string name, bool otherwise) => attribute.Named(name) is { Value: bool value } ? value : otherwise;

    /// <summary>The only argument of the constructor, where it has one.</summary>
    public static string? Text(this AttributeData attribute) => attribute.ConstructorArguments is [{ Value: string text }] ? text : null;

    /// <summary>The name as it is written, without the suffix.</summary>
    public static string ShortName(this AttributeData attribute)
    {
        var name = attribute.AttributeClass?.Name ?? "";
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }
}
