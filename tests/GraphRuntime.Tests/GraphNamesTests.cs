namespace GraphRuntime.Tests;

public sealed class GraphNamesTests
{
    [Fact]
    public void Start_and_end_are_different_virtual_nodes() => Graph.Start.Should().NotBe(Graph.End);
}
