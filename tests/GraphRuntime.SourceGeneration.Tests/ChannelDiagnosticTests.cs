namespace GraphRuntime.SourceGeneration.Tests;

public sealed class ChannelDiagnosticTests
{
    [Theory]
    [InlineData(
        "GRT013", "A", "public int A { get; set; }",
        "Property 'A' has a set accessor: a node could change a state that others read. Declare it '{ get; init; }'.")]
    [InlineData(
        "GRT013", "A", "public int A { get; private set; }",
        "Property 'A' has a set accessor: a node could change a state that others read. Declare it '{ get; init; }'.")]
    [InlineData(
        "GRT014", "A", "public int A { get; } = 3;",
        "Property 'A' holds a value but lacks get or init, so it cannot be restored from a checkpoint. Declare it '{ get; init; }', or compute it from channels.")]
    [InlineData(
        "GRT014", "A", "public int A { init { _ = value; } }",
        "Property 'A' holds a value but lacks get or init, so it cannot be restored from a checkpoint. Declare it '{ get; init; }', or compute it from channels.")]
    [InlineData(
        "GRT015", "_a", "private int _a;",
        "'_a' holds data but is not a public property, so it would be lost between nodes. Make it a public property with 'get; init;', or compute it from channels.")]
    [InlineData(
        "GRT015", "A", "internal int A { get; init; }",
        "'A' holds data but is not a public property, so it would be lost between nodes. Make it a public property with 'get; init;', or compute it from channels.")]
    [InlineData(
        "GRT016", "Append", "[Append] public ImmutableArray<int> A => [];",
        "Property 'A' has [Append] but is not a channel: channels are public instance properties with 'get; init;'. Remove the attribute or change the property.")]
    [InlineData(
        "GRT016", "AnyValue", "[AnyValue] public static int A { get; } = 1;",
        "Property 'A' has [AnyValue] but is not a channel: channels are public instance properties with 'get; init;'. Remove the attribute or change the property.")]
    [InlineData(
        "GRT017", "A", "[Append, Topic] public ImmutableArray<int> A { get; init; } = [];",
        "Property 'A' has both [Append] and [Topic]. A channel is of one kind; keep one of them.")]
    [InlineData(
        "GRT018", "A", "[Append] public ImmutableList<int> A { get; init; } = [];",
        "Property 'A' has [Append] and type 'ImmutableList<int>'. [Append] needs an ImmutableArray<T> or an IReadOnlyList<T>.")]
    [InlineData(
        "GRT018", "A", "[Topic] public IReadOnlyList<int> A { get; init; } = [];",
        "Property 'A' has [Topic] and type 'IReadOnlyList<int>'. [Topic] needs an ImmutableArray<T>.")]
    [InlineData(
        "GRT018", "A", "[Merge] public ImmutableDictionary<int, int> A { get; init; } = ImmutableDictionary<int, int>.Empty;",
        "Property 'A' has [Merge] and type 'ImmutableDictionary<int, int>'. [Merge] needs an ImmutableDictionary<string, T>, or an ImmutableArray<T> or IReadOnlyList<T> and a key selector.")]
    [InlineData(
        "GRT018", "A", "[Notes] public ImmutableArray<int> A { get; init; } = []; public sealed class NotesAttribute : Attribute, IListRules<int> { public static string KeyOf(int e) => $\"{e}\"; }",
        "Property 'A' has [Notes] and type 'ImmutableArray<int>'. [Notes] needs an IReadOnlyList<int>.")]
    [InlineData(
        "GRT026", "Update", "public int Update { get; init; }",
        "Property 'Update' collides with the member 'Update' of generated code. Rename it; [JsonPropertyName] can keep the name of the channel.")]
    [InlineData(
        "GRT026", "Schema", "public int Schema { get; init; }",
        "Property 'Schema' collides with the member 'Schema' of generated code. Rename it; [JsonPropertyName] can keep the name of the channel.")]
    [InlineData(
        "GRT026", "LogOverwrite", "[Append] public ImmutableArray<int> Log { get; init; } = []; public int LogOverwrite { get; init; }",
        "Property 'LogOverwrite' collides with the member 'Update.LogOverwrite' of generated code. Rename it; [JsonPropertyName] can keep the name of the channel.")]
    [InlineData(
        "GRT027", "A", "[JsonPropertyName(\"Other\")] public int A { get; init; }",
        "Properties 'Other' and 'A' both declare the channel 'Other'. Change one [JsonPropertyName].")]
    [InlineData(
        "GRT028", "A", "[JsonPropertyName(\"\")] public int A { get; init; }",
        "Property 'A' has an empty [JsonPropertyName]. Give the channel a name or remove the attribute.")]
    public async Task A_wrong_declaration_of_a_channel_is_reported(string id, string at, string member, string message) =>
        (await Sources.DiagnoseAsync(State(member))).Should().Equal(new Finding(id, at, message));

    [Theory]
    [InlineData("GRT019", "Reduce(\"R\")", "", "State 'S' has no method 'R', which [Reduce] of property 'A' names. Declare 'private static int R(int current, TUpdate update)'.")]
    [InlineData("GRT020", "R", "private int R(int a, int b) => a + b;", "Reducer 'R' of property 'A' is not static. A reducer is pure: declare it static.")]
    [InlineData("GRT021", "R", "private static long R(int a, int b) => a + b;", Signature)]
    [InlineData("GRT021", "R", "private static int R(long a, int b) => b;", Signature)]
    [InlineData("GRT021", "R", "private static int R(int a) => a;", Signature)]
    [InlineData("GRT021", "R", "private static int R(int a, ref int b) => a;", Signature)]
    [InlineData("GRT021", "R", "private static int R<T>(int a, T b) => a;", Signature)]
    [InlineData(
        "GRT022", "Reduce(\"R\")", "private static int R(int a, int b) => a; private static int R(int a, long b) => a;",
        "Several methods 'R' could be the reducer of property 'A'. Rename all but one of them.")]
    [InlineData(
        "GRT032", "R", "private static int R(int a, ImmutableArray<Delta[]> b) => a; private record Delta;",
        "Reducer 'R' of property 'A' takes updates of type 'ImmutableArray<Delta[]>', which is less visible than the state. Make the type as visible as state 'S'.")]
    [InlineData(
        "GRT032", "R", "private static int R(int a, Delta b) => a; internal record Delta;",
        "Reducer 'R' of property 'A' takes updates of type 'Delta', which is less visible than the state. Make the type as visible as state 'S'.")]
    public async Task A_wrong_reducer_is_reported(string id, string at, string method, string message) =>
        (await Sources.DiagnoseAsync(State("[Reduce(\"R\")] public int A { get; init; } " + method))).Should().Equal(new Finding(id, at, message));

    [Theory]
    [InlineData("string?", "private static string? R(string a, int b) => a;")]
    [InlineData("string", "private static string? R(string? a, int b) => a;")]
    public async Task A_reducer_must_take_and_give_null_as_its_property_does(string type, string method) =>
        (await Sources.DiagnoseAsync(State($"[Reduce(nameof(R))] public {type} A {{ get; init; }} = \"\"; " + method))).Select(f => f.Id).Should().Equal("GRT021");

    [Theory]
    [InlineData("public partial class Outer { public record Delta; [GraphState] public sealed partial record S {0} }")]
    [InlineData("public partial class Outer { internal record Delta; [GraphState] private sealed partial record S {0} }")]
    [InlineData("public partial class Outer { private record Delta; [GraphState] private sealed partial record S {0} }")]
    [InlineData("internal partial class Outer { internal record Delta; [GraphState] public sealed partial record S {0} }")]
    public async Task An_update_type_as_visible_as_the_state_is_allowed(string shape)
    {
        var source = shape.Replace("{0}", "{ [Reduce(nameof(R))] public int A { get; init; } private static int R(int a, Delta b) => a; }", StringComparison.Ordinal);

        (await Sources.DiagnoseAsync(source)).Should().BeEmpty();
        Sources.CompilerProblems(source).Should().BeEmpty();
    }

    [Fact]
    public async Task An_overload_that_cannot_be_the_reducer_does_no_harm() => (await Sources.DiagnoseAsync(State(
        "[Reduce(nameof(R))] public int A { get; init; } private static int R(int a, string b) => a; private static int R(int a, int b, int c) => a;"))).Should().BeEmpty();

    [Theory]
    [InlineData(
        "GRT023", "Merge", "[Merge] public ImmutableArray<int> A { get; init; } = [];",
        "Property 'A' is a list merged by key but [Merge] names no key selector. Write [Merge(nameof(KeyOf))] and declare 'private static string KeyOf(int item)'.")]
    [InlineData("GRT024", "Merge(\"K\")", "[Merge(\"K\")] public ImmutableArray<int> A { get; init; } = [];", KeySelector)]
    [InlineData("GRT024", "Merge(\"K\")", "[Merge(\"K\")] public ImmutableArray<int> A { get; init; } = []; private string K(int item) => \"\";", KeySelector)]
    [InlineData("GRT024", "Merge(\"K\")", "[Merge(\"K\")] public ImmutableArray<int> A { get; init; } = []; private static int K(int item) => 1;", KeySelector)]
    [InlineData("GRT024", "Merge(\"K\")", "[Merge(\"K\")] public ImmutableArray<int> A { get; init; } = []; private static string K(long item) => \"\";", KeySelector)]
    [InlineData("GRT024", "Merge(\"K\")", "[Merge(\"K\")] public ImmutableArray<int> A { get; init; } = []; private static string? K(int item) => null;", KeySelector)]
    [InlineData(
        "GRT025", "Merge(\"K\")", "[Merge(\"K\")] public ImmutableDictionary<string, int> A { get; init; } = ImmutableDictionary<string, int>.Empty;",
        "Property 'A' is a dictionary, which is merged by its own keys. Write [Merge] without a key selector.")]
    public async Task A_wrong_key_selector_is_reported(string id, string at, string member, string message) =>
        (await Sources.DiagnoseAsync(State(member))).Should().Equal(new Finding(id, at, message));

    [Theory]
    [InlineData("[Reduce(\"R\")] public int A { get; init; }")]
    [InlineData("[Append] public int A { get; init; }")]
    [InlineData("[Merge(\"K\")] public ImmutableArray<int> A { get; init; } = [];")]
    [InlineData("[Append, Topic] public ImmutableArray<int> A { get; init; } = [];")]
    [InlineData("public int A { get; set; }")]
    public void An_error_of_one_channel_stands_alone(string member) => Sources.CompilerProblems(State(member)).Should().BeEmpty();

    private const string Signature = "Reducer 'R' of property 'A' has the wrong signature. Declare 'static int R(int current, TUpdate update)'.";

    private const string KeySelector = "Key selector 'K' of property 'A' is missing or has the wrong signature. Declare 'private static string K(int item)'.";

    private static string State(string members) => $$"""
        [GraphState] public sealed partial record S
        {
            public int Other { get; init; }
            {{members}}
        }
        """;
}
