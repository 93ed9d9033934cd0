using System.Reflection;

namespace GraphRuntime.Product.Tests.Architecture;

public sealed class ArchitectureTests
{
    private const int LargestCircle = 10;

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
    public void Every_folder_of_the_core_is_a_room_of_the_design_or_a_part_of_one() =>
        SourceFolders.ByType.Where(static type => RoomOrder.PlaceOf(type.Value) < 0).Should().BeEmpty();

    [Fact]
    public void Every_room_of_the_design_is_a_folder_of_the_core() =>
        RoomOrder.Rooms.Should().OnlyHaveUniqueItems().And.OnlyContain(static room => Directory.Exists(Repository.PathOf("src", "GraphRuntime", room)));

    [Fact]
    public void A_room_uses_only_what_is_below_it() =>
        TypeUses.All.Where(static use => RoomOrder.PlaceOf(use.To) > RoomOrder.PlaceOf(use.From)).Should().BeEmpty();

    [Fact]
    public void Uses_are_found() => TypeUses.All.Should().HaveCountGreaterThan(3_000)
        .And.Contain(static use => use.From == "Execution/Steps" && use.To == "Execution/Runs" && use.Type.EndsWith(".SuperstepLoop", StringComparison.Ordinal));

    /// <summary>Types that all reach each other can only be understood, and changed, together.</summary>
    [Fact]
    public void No_circle_of_types_is_large() =>
        Circles.Find(TypeUses.All.Select(static use => (use.Type, use.Used))).Where(static circle => circle.Count > LargestCircle)
            .Select(static circle => string.Join(", ", circle)).Should().BeEmpty();

    [Fact]
    public void A_circle_is_found() =>
        Circles.Find([("a", "b"), ("b", "c"), ("c", "b"), ("c", "d"), ("d", "e"), ("e", "c"), ("x", "y")]).Should().ContainSingle().Which.Should().Equal("b", "c", "d", "e");

    private static string[] Allowed(Assembly library) =>
        library == Libraries.Core ? []
        : library == typeof(AI.Testing.ScriptedChatClient).Assembly ? ["GraphRuntime", "GraphRuntime.AI", "GraphRuntime.Testing"]
        : library == typeof(AspNetCore.HttpApiOptions).Assembly ? ["GraphRuntime", "GraphRuntime.Scheduling"]
        : ["GraphRuntime"];

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(static a => a.Name!).Order(StringComparer.Ordinal);
}
