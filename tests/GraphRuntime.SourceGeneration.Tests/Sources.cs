using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GraphRuntime.SourceGeneration.Tests;

/// <summary>Compiles pieces of source with the generator and the analyzers.</summary>
internal static class Sources
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using GraphRuntime;

        """;

    private static readonly ImmutableArray<MetadataReference> s_references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Select(MetadataReference (path) => MetadataReference.CreateFromFile(path))
        .ToImmutableArray();

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Preview);

    public static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "Sample",
        [Parse(Usings + source, "Sample.cs")],
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, s_parse, path);

    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new StateGenerator().AsSourceGenerator()],
        parseOptions: s_parse,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The generated files, by name.</summary>
    public static Dictionary<string, string> Generate(string source) => Driver().RunGenerators(Compile(source)).GetRunResult()
        .Results.Single().GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    /// <summary>What the compiler says once the generated files are in.</summary>
    public static List<Diagnostic> CompilerProblems(string source)
    {
        Driver().RunGeneratorsAndUpdateCompilation(Compile(source), out var compilation, out _);
        return [.. compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)];
    }

    /// <summary>What the generator and the analyzers say.</summary>
    public static async Task<List<Finding>> DiagnoseAsync(string source)
    {
        var input = Compile(source);
        Driver().RunGeneratorsAndUpdateCompilation(input, out var compilation, out var reported);
        var analyzed = await compilation.WithAnalyzers([new ChannelAnalyzer(), new NodeInterruptAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        var text = (await input.SyntaxTrees[0].GetTextAsync()).ToString();
        return [.. reported.Concat(analyzed).Select(d => Finding.From(d, text))];
    }
}
