namespace GraphRuntime.SourceGeneration.Tests;

public sealed class StateDiagnosticTests
{
    [Theory]
    [InlineData(
        "GRT001", "S", "[GraphState] public sealed record S { public int A { get; init; } }",
        "State 'S' is not partial, so its schema and Update cannot be added. Declare it 'sealed partial record'.")]
    [InlineData(
        "GRT002", "S", "[GraphState] public partial record S { public int A { get; init; } }",
        "State 'S' is not sealed: a derived record could add values that no checkpoint holds. Declare it 'sealed partial record'.")]
    [InlineData(
        "GRT003", "S", "[GraphState] public sealed partial class S { public int A { get; init; } }",
        "State 'S' is not a record class. Declare it 'sealed partial record'.")]
    [InlineData(
        "GRT003", "S", "[GraphState] public partial record struct S { public int A { get; init; } }",
        "State 'S' is not a record class. Declare it 'sealed partial record'.")]
    [InlineData(
        "GRT004", "S", "[GraphState] public sealed partial record S<T> { public int A { get; init; } }",
        "State 'S' has type parameters. Declare a state for each graph, with the types filled in.")]
    [InlineData(
        "GRT005", "Outer", "class Outer { [GraphState] public sealed partial record S { public int A { get; init; } } }",
        "Type 'Outer' contains the state 'S' and is not partial. Declare it partial, or move the state out of it.")]
    [InlineData(
        "GRT006", "S", "[GraphState] file sealed partial record S { public int A { get; init; } }",
        "State 'S' is local to its file, where generated code cannot reach it. Remove the modifier 'file'.")]
    [InlineData(
        "GRT007", "S", "public record Base; [GraphState] public sealed partial record S : Base { public int A { get; init; } }",
        "State 'S' derives from 'Base'. Declare all channels in the state itself; interfaces are allowed.")]
    [InlineData(
        "GRT008", "S", "[GraphState] public sealed partial record S { public int A => 1; }",
        "State 'S' has no channels. Declare at least one public property with 'get; init;'.")]
    [InlineData(
        "GRT009", "GraphState(Version = 0)", "[GraphState(Version = 0)] public sealed partial record S { public int A { get; init; } }",
        "State 'S' has version 0. Versions begin at 1; raise it when stored values need a migration.")]
    [InlineData(
        "GRT010", "GraphState(JsonContext = typeof(string))",
        "[GraphState(JsonContext = typeof(string))] public sealed partial record S { public int A { get; init; } }",
        "JsonContext of state 'S' is 'String', which does not derive from JsonSerializerContext. Name a context that has [JsonSerializable] for the type of each channel.")]
    [InlineData(
        "GRT011", "S", "[GraphState] public sealed partial record S { public S(int a) => A = a; public int A { get; init; } }",
        "State 'S' has neither a constructor without parameters nor a primary one. Remove its constructors, or add one without parameters.")]
    [InlineData(
        "GRT012", "B", "[GraphState] public sealed partial record S(int A, int B) { public int B => A; }",
        "Parameter 'B' of state 'S' has no channel of the same name to take its value from. Remove the property you declared for it, or give it 'get; init;'.")]
    public async Task A_wrong_declaration_of_a_state_is_reported(string id, string at, string source, string message) =>
        (await Sources.DiagnoseAsync(source)).Should().Equal(new Finding(id, at, message));

    [Fact]
    public async Task All_problems_of_a_state_are_reported_together() =>
        (await Sources.DiagnoseAsync("[GraphState(Version = -1)] public partial record S { public int A { get; set; } public int B { get; init; } private int _c; }"))
            .Select(f => f.Id).Should().BeEquivalentTo("GRT002", "GRT009", "GRT013", "GRT015");

    [Fact]
    public async Task An_interface_on_a_state_is_allowed() =>
        (await Sources.DiagnoseAsync("[GraphState] public sealed partial record S : IDisposable { public int A { get; init; } void IDisposable.Dispose() { } }"))
            .Should().BeEmpty();
}
