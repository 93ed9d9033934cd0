using Microsoft.CodeAnalysis.CSharp;

namespace GraphRuntime.SourceGeneration;

/// <summary>Names and literals in generated code.</summary>
internal static class Identifiers
{
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    public static string Literal(string value) => SyntaxFactory.Literal(value).Text;

    public static string Literal(bool value) => value ? "true" : "false";
}
