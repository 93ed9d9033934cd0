using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration.Tests;

public sealed class IncrementalTests
{
    private const string Broken = "[GraphState] public sealed partial record Broken { public int A { get; set; } public int B { get; init; } }";

    [Fact]
    public void An_unrelated_edit_generates_nothing_anew()
    {
        var compilation = Sources.Compile(SampleStates.Chat + Broken);

        var result = RunTwice(compilation, compilation.AddSyntaxTrees(Sources.Parse("class Unrelated;", "Unrelated.cs")));

        Reasons(result, StateGenerator.SourceStep).Should().OnlyContain(r => r == IncrementalStepRunReason.Cached || r == IncrementalStepRunReason.Unchanged);
        Reasons(result, StateGenerator.DiagnosticStep).Should().OnlyContain(r => r == IncrementalStepRunReason.Cached || r == IncrementalStepRunReason.Unchanged);
        OutputReasons(result).Should().OnlyContain(r => r == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void An_edit_of_a_method_body_beside_the_state_generates_nothing_anew()
    {
        var compilation = Sources.Compile(SampleStates.Chat);
        var tree = compilation.SyntaxTrees[0];

        var result = RunTwice(compilation, compilation.ReplaceSyntaxTree(tree, Replace(tree, "current + update", "/* moved */ update + current")));

        Reasons(result, StateGenerator.SourceStep).Should().OnlyContain(r => r == IncrementalStepRunReason.Cached || r == IncrementalStepRunReason.Unchanged);
        OutputReasons(result).Should().OnlyContain(r => r == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_changed_channel_is_generated_anew()
    {
        var compilation = Sources.Compile(SampleStates.Chat);
        var tree = compilation.SyntaxTrees[0];

        var result = RunTwice(compilation, compilation.ReplaceSyntaxTree(tree, Replace(tree, "string? Draft", "string? Text")));

        Reasons(result, StateGenerator.SourceStep).Should().Equal(IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void The_same_source_gives_the_same_output() =>
        Sources.Generate(SampleStates.AllKinds).Should().BeEquivalentTo(Sources.Generate(SampleStates.AllKinds));

    private static GeneratorRunResult RunTwice(Compilation first, Compilation second) =>
        Sources.Driver().RunGenerators(first).RunGenerators(second).GetRunResult().Results.Single();

    private static SyntaxTree Replace(SyntaxTree tree, string old, string replacement)
    {
        var text = tree.GetText().ToString();
        text.Should().Contain(old);
        return Sources.Parse(text.Replace(old, replacement, StringComparison.Ordinal), tree.FilePath);
    }

    private static List<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason)];

    private static List<IncrementalStepRunReason> OutputReasons(GeneratorRunResult result) =>
        [.. result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason)];
}
