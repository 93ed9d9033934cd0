using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphRuntime.Product.Tests.Architecture;

/// <summary>Long files and methods are where quality is lost first.</summary>
public sealed class SizeTests
{
    private const int FileLines = 250;
    private const int MethodLines = 60;

    private static readonly IReadOnlyList<string> Sources = [.. Repository.Sources("src"), .. Repository.Sources("samples"), .. Repository.Sources("tests"), .. Repository.Sources("bench")];

    [Fact]
    public void No_file_is_long() => Sources.Where(static file => File.ReadLines(file).Count() > FileLines && !IsStoredFormat(file)).Should().BeEmpty();

    [Fact]
    public void No_method_is_long() => Sources.AsParallel().SelectMany(LongMethods).Should().BeEmpty();

    /// <summary>Every key of the stored format stands in one file, so that a look shows which names are taken.</summary>
    private static bool IsStoredFormat(string file) => Path.GetFileName(file) == "StoredFormat.cs";

    private static IEnumerable<string> LongMethods(string file) =>
        from member in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes()
        where member is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
        let place = member.GetLocation().GetLineSpan()
        let lines = place.EndLinePosition.Line - place.StartLinePosition.Line + 1
        where lines > MethodLines
        select $"{Path.GetFileName(file)}, line {place.StartLinePosition.Line + 1}: {lines} lines";
}
