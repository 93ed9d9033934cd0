namespace GraphRuntime.SourceGeneration.Tests;

public sealed class UsageDiagnosticTests
{
    [Theory]
    [InlineData("List<int>", "List<int>", "ImmutableArray<T> or ImmutableList<T>")]
    [InlineData("IList<int>", "IList<int>", "ImmutableArray<T> or ImmutableList<T>")]
    [InlineData("Dictionary<string, int>", "Dictionary<string, int>", "ImmutableDictionary<TKey, TValue>")]
    [InlineData("HashSet<int>", "HashSet<int>", "ImmutableHashSet<T>")]
    [InlineData("byte[]", "byte[]", "ImmutableArray<T>")]
    [InlineData("ImmutableArray<List<int>>", "List<int>", "ImmutableArray<T> or ImmutableList<T>")]
    [InlineData("(int, int[])", "int[]", "ImmutableArray<T>")]
    [InlineData("System.Text.StringBuilder", "StringBuilder", "string")]
    [InlineData("System.Text.Json.Nodes.JsonObject", "JsonObject", "JsonElement")]
    [InlineData("System.Collections.Concurrent.ConcurrentDictionary<int, int>", "ConcurrentDictionary<int, int>", "ImmutableDictionary<TKey, TValue>")]
    public async Task A_channel_that_holds_a_mutable_type_is_reported(string type, string culprit, string remedy) =>
        (await Sources.DiagnoseAsync($"[GraphState] public sealed partial record S {{ public required {type} A {{ get; init; }} }}")).Should().Equal(
            new Finding("GRT029", "A", $"Property 'A' holds '{culprit}', which can be changed after it was handed over, and other nodes would see it. Use {remedy}."));

    [Theory]
    [InlineData("[GraphState] public sealed partial record S(int[] A);", true)]
    [InlineData("[GraphState] public sealed partial record S { [Untracked] public List<int> A { get; init; } = []; }", false)]
    [InlineData("[GraphState] public sealed partial record S { public int B { get; init; } public List<int> A => []; }", false)]
    [InlineData("[GraphState] public sealed partial record S { public ImmutableList<string>? A { get; init; } }", false)]
    [InlineData("public sealed record NoState(List<int> A);", false)]
    public async Task Only_shared_data_of_a_state_has_to_be_immutable(string source, bool isReported) =>
        (await Sources.DiagnoseAsync(source)).Any(f => f.Id == "GRT029").Should().Be(isReported);

    [Fact]
    public async Task A_warning_can_be_suppressed_where_it_is_meant_so() => (await Sources.DiagnoseAsync("""
        [GraphState] public sealed partial record S
        {
        #pragma warning disable GRT029
            public byte[]? A { get; init; }
        #pragma warning restore GRT029
        }
        """)).Should().BeEmpty();

    [Fact]
    public async Task A_channel_attribute_outside_a_state_is_reported() =>
        (await Sources.DiagnoseAsync("public sealed record Forgotten { [Append] public ImmutableArray<int> A { get; init; } }")).Should().Equal(
            new Finding("GRT030", "Append", "[Append] on property 'A' has no effect: type 'Forgotten' has no [GraphState]. Add it to the type or remove the attribute."));

    [Theory]
    [InlineData("throw new NodeInterruptException();")]
    [InlineData("_ = (object?)null ?? throw new NodeInterruptException();")]
    [InlineData("throw new Derived();")]
    public async Task BP_12_throwing_a_node_interrupt_gets_a_hint(string statement) =>
        (await Sources.DiagnoseAsync(Node(statement))).Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Id = "GRT031",
            Message = "A thrown NodeInterruptException can be swallowed by a catch and takes no answer. Prefer 'context.Interrupt<T>(payload)'.",
        });

    [Theory]
    [InlineData("throw new InvalidOperationException();")]
    [InlineData("try { } catch (NodeInterruptException) { throw; }")]
    public async Task Other_throws_get_no_hint(string statement) => (await Sources.DiagnoseAsync(Node(statement))).Should().BeEmpty();

    private static string Node(string statement) => $$"""
        class Node { void Run() { {{statement}} } }
        class Derived : NodeInterruptException;
        namespace GraphRuntime { class NodeInterruptException : Exception; }
        """;
}
