using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphRuntime.Product.Tests.Architecture;

/// <summary>In which folder of the core a type is declared.</summary>
internal static class SourceFolders
{
    private static readonly string s_root = Repository.PathOf("src", "GraphRuntime");

    /// <summary>The folders by the full names of the types, as reflection writes them.</summary>
    public static IReadOnlyDictionary<string, string> ByType { get; } = Repository.Sources("src")
        .Where(static file => file.StartsWith(s_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        .SelectMany(static file => Declared(file).Select(name => (Name: name, Folder: Path.GetDirectoryName(Path.GetRelativePath(s_root, file))!.Replace('\\', '/'))))
        .GroupBy(static type => type.Name, StringComparer.Ordinal)
        .ToDictionary(static type => type.Key, static type => type.Select(static part => part.Folder).Order(StringComparer.Ordinal).First(), StringComparer.Ordinal);

    private static IEnumerable<string> Declared(string file)
    {
        var root = CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetCompilationUnitRoot();
        foreach (var space in root.Members.OfType<BaseNamespaceDeclarationSyntax>())
        {
            foreach (var member in space.Members)
            {
                if (NameOf(member) is { } name)
                {
                    yield return $"{space.Name}.{name}";
                }
            }
        }
    }

    private static string? NameOf(MemberDeclarationSyntax member) => member switch
    {
        TypeDeclarationSyntax type => type.Identifier.Text + Arity(type.TypeParameterList),
        EnumDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text + Arity(type.TypeParameterList),
        _ => null,
    };

    private static string Arity(TypeParameterListSyntax? parameters) => parameters is null ? "" : $"`{parameters.Parameters.Count}";
}
