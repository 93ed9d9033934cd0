namespace GraphRuntime.SourceGeneration.Tests;

public sealed class GeneratedSourceTests
{
    [Theory]
    [InlineData(nameof(SampleStates.Chat), "Sample.App.ChatState.g.cs")]
    [InlineData(nameof(SampleStates.AllKinds), "Sample.AllKinds.g.cs")]
    [InlineData(nameof(SampleStates.NestedPositional), "Outer-1.Middle.Inner.State.g.cs")]
    public void The_generated_source_is_what_was_reviewed(string sample, string hintName)
    {
        var (name, source) = Sources.Generate(SampleStates.Named(sample)).Single();

        name.Should().Be(hintName);
        var actual = source.Replace(ToolVersion, "VERSION", StringComparison.Ordinal);
        var snapshot = Path.Combine(AppContext.BaseDirectory, "Snapshots", sample + ".txt");
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, sample + ".received"), actual);
        actual.Should().Be(File.Exists(snapshot) ? File.ReadAllText(snapshot) : "", "Snapshots/{0}.txt was reviewed; the new text is {0}.received in the output folder", sample);
    }

    [Theory]
    [InlineData(nameof(SampleStates.Chat))]
    [InlineData(nameof(SampleStates.AllKinds))]
    [InlineData(nameof(SampleStates.NestedPositional))]
    public void The_generated_source_compiles_without_warnings(string sample) => Sources.CompilerProblems(SampleStates.Named(sample)).Should().BeEmpty();

    [Theory]
    [InlineData(nameof(SampleStates.Chat))]
    [InlineData(nameof(SampleStates.AllKinds))]
    [InlineData(nameof(SampleStates.NestedPositional))]
    public async Task A_correct_state_has_no_diagnostics(string sample) => (await Sources.DiagnoseAsync(SampleStates.Named(sample))).Should().BeEmpty();

    [Theory]
    [InlineData(32, "uint", 1)]
    [InlineData(33, "ulong", 1)]
    [InlineData(64, "ulong", 1)]
    [InlineData(65, "ulong", 2)]
    public void Presence_takes_as_many_bits_as_there_are_channels(int channels, string type, int fields)
    {
        var properties = string.Concat(Enumerable.Range(0, channels).Select(i => $"public int P{i} {{ get; init; }} "));
        var source = $$"""[GraphState] public sealed partial record Wide { {{properties}} }""";

        var generated = Sources.Generate(source).Single().Value;

        generated.Split($"private {type} __set").Should().HaveCount(fields + 1);
        Sources.CompilerProblems(source).Should().BeEmpty();
    }

    [Fact]
    public void A_state_in_several_parts_is_generated_once() => Sources.Generate("""
        [GraphState] public sealed partial record Parts { public int A { get; init; } }
        public sealed partial record Parts { public int B { get; init; } }
        """).Single().Value.Should().Contain(".LastValue<int>(\"A\"").And.Contain(".LastValue<int>(\"B\"");

    [Fact]
    public void A_constructor_without_parameters_is_preferred_to_a_positional_one()
    {
        const string Source = """
            [GraphState] public sealed partial record Both(int A) { public Both() : this(5) { } }
            """;

        Sources.Generate(Source).Single().Value.Should().Contain("Defaults = new global::Both();");
        Sources.CompilerProblems(Source).Should().BeEmpty();
    }

    [Fact]
    public void A_constructor_that_sets_required_members_is_left_alone()
    {
        const string Source = """
            [GraphState] public sealed partial record Set
            {
                [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Set() => A = "a";
                public required string A { get; init; }
            }
            """;

        Sources.Generate(Source).Single().Value.Should().Contain("Defaults = new global::Set();");
        Sources.CompilerProblems(Source).Should().BeEmpty();
    }

    [Fact]
    public void Users_can_add_to_the_update() => Sources.CompilerProblems("""
        [GraphState] public sealed partial record Extended
        {
            public int A { get; init; }
            public sealed partial class Update { public void Double() => A *= 2; }
        }
        """).Should().BeEmpty();

    private static string ToolVersion => typeof(StateGenerator).Assembly.GetName().Version!.ToString(3);
}
