using System.Reflection;

namespace GraphRuntime.Product.Tests.Architecture;

public sealed class ArchitectureTests
{
    private static readonly IReadOnlyCollection<Use> Uses = Rooms.Uses(Libraries.Core);

    /// <summary>A package for tests knows what it tests besides; the HTTP endpoints know schedules, which are a part of what they serve.</summary>
    [Fact]
    public void Packages_depend_on_the_core_and_never_on_each_other()
    {
        foreach (var library in Libraries.All)
        {
            var own = References(library).Where(static name => name.StartsWith("GraphRuntime", StringComparison.Ordinal));
            own.Should().Equal(Allowed(library));
        }
    }

    [Fact]
    public void The_core_depends_on_abstractions_only() =>
        References(Libraries.Core).Where(static name => !name.StartsWith("System", StringComparison.Ordinal) && name != "netstandard")
            .Should().OnlyContain(static name => name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                && (name.EndsWith(".Abstractions", StringComparison.Ordinal) || name == "Microsoft.Extensions.Options"));

    [Fact]
    public void Rooms_are_found() => Uses.Should().Contain(static use => use.From == "Threads" && use.To == "Execution").And.HaveCountGreaterThan(100);

    [Theory]
    [InlineData("Channels", new[] { "Checkpointing", "State", "Exceptions", "Values" })]
    [InlineData("Checkpointing", new[] { "Channels", "State", "Exceptions", "Values" })]
    [InlineData("Stores", new[] { "Checkpointing", "Exceptions", "State" })]
    public void A_low_room_uses_only_what_is_below(string room, string[] below) =>
        Uses.Where(use => use.From == room && !below.Contains(use.To)).Should().BeEmpty();

    [Fact]
    public void Nothing_below_the_coordinator_knows_of_it() =>
        Uses.Where(static use => use.To == "Threads" && use.From is not ("Threads" or "DependencyInjection" or "Exceptions")).Should().BeEmpty();

    private static string[] Allowed(Assembly library) =>
        library == Libraries.Core ? []
        : library == typeof(AI.Testing.ScriptedChatClient).Assembly ? ["GraphRuntime", "GraphRuntime.AI", "GraphRuntime.Testing"]
        : library == typeof(AspNetCore.HttpApiOptions).Assembly ? ["GraphRuntime", "GraphRuntime.Scheduling"]
        : ["GraphRuntime"];

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(static a => a.Name!).Order(StringComparer.Ordinal);
}
