using System.Collections.Immutable;
using GraphRuntime.SourceGeneration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphRuntime.Product.Tests.Docs;

/// <summary>
/// Compiles pieces of the documentation with the generator. A snippet that begins with a dot goes on from a graph builder or a host builder; other
/// statements find what they need in the surroundings (see Surroundings.txt); types stand on their own.
/// </summary>
internal static class SnippetCompiler
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Text.Json;
        global using System.Text.Json.Nodes;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using GraphRuntime;
        global using GraphRuntime.AI;
        global using GraphRuntime.AI.Testing;
        global using GraphRuntime.AspNetCore;
        global using GraphRuntime.Studio;
        global using GraphRuntime.Checkpointing;
        global using GraphRuntime.Postgres;
        global using GraphRuntime.Scheduling;
        global using GraphRuntime.Sqlite;
        global using GraphRuntime.Stores;
        global using GraphRuntime.Testing;
        global using GraphRuntime.Threads;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.Extensions.AI;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private static readonly ImmutableArray<MetadataReference> References = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Select(MetadataReference (path) => MetadataReference.CreateFromFile(path))
        .ToImmutableArray();

    /// <summary>What is wrong with a snippet.</summary>
    public static IReadOnlyList<string> Problems(string snippet) => Errors(Build([Parse(Surroundings()), .. Wrap(snippet)], OutputKind.DynamicallyLinkedLibrary));

    /// <summary>Compiles a whole program to an assembly.</summary>
    public static byte[] CompileProgram(string source)
    {
        var compilation = Build([Parse(source)], OutputKind.ConsoleApplication);
        Errors(compilation).Should().BeEmpty();
        using var assembly = new MemoryStream();
        compilation.Emit(assembly).Success.Should().BeTrue();
        return assembly.ToArray();
    }

    private static Compilation Build(IEnumerable<SyntaxTree> trees, OutputKind kind)
    {
        var compilation = CSharpCompilation.Create(
            Unique.Name("Snippet"), [Parse(Usings), .. trees], References, new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new StateGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var complete, out var reported);
        return reported.Any(static d => d.Severity == DiagnosticSeverity.Error)
            ? throw new InvalidOperationException(string.Join('\n', reported))
            : complete;
    }

    private static List<string> Errors(Compilation compilation) =>
        [.. compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString())];

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, ParseOptions);

    private static string Surroundings()
    {
        using var stream = typeof(SnippetCompiler).Assembly.GetManifestResourceStream("Surroundings")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static IEnumerable<SyntaxTree> Wrap(string snippet)
    {
        if (snippet.StartsWith('.'))
        {
            var start = snippet.StartsWith(".Add", StringComparison.Ordinal) && snippet.Contains("Graph<", StringComparison.Ordinal) ? "services.AddGraphRuntime()" : "builder";
            snippet = start + snippet.TrimEnd().TrimEnd(';') + ";";
        }

        var root = Parse(snippet).GetCompilationUnitRoot();
        var statements = root.Members.OfType<GlobalStatementSyntax>().ToList();
        yield return Parse(string.Concat(root.Usings.Select(static u => u.ToFullString()).Concat(root.Members.Except(statements).Select(static m => m.ToFullString()))));
        yield return Parse($$"""
            {{string.Concat(root.Usings.Select(static u => u.ToFullString()))}}
            internal sealed class SnippetHost : Snippets.Surroundings
            {
                public async Task RunAsync()
                {
                    await Task.CompletedTask;
                    {{string.Concat(statements.Select(static s => s.ToFullString()))}}
                }
            }
            """);
    }
}
