using System.Text.Json;

namespace GraphRuntime.Product.Tests.Api;

/// <summary>An application that answers with a run or a thread answers with names, and not with numbers that its clients would have to look up.</summary>
public sealed class EnumNameTests
{
    private static readonly string[] s_namespaces = ["GraphRuntime", "GraphRuntime.Scheduling"];

    public static TheoryData<string> Enums => [.. Types.Select(static type => type.FullName!)];

    private static IEnumerable<Type> Types => Libraries.All.SelectMany(static library => library.GetExportedTypes())
        .Where(static type => type.IsEnum && !type.IsDefined(typeof(FlagsAttribute), false) && s_namespaces.Contains(type.Namespace) && type.Assembly != typeof(Testing.CheckpointerConformance).Assembly);

    [Theory]
    [MemberData(nameof(Enums))]
    public void The_values_of_a_public_enum_are_names_in_JSON_and_are_read_by_name_and_by_number(string name)
    {
        var type = Types.Single(one => one.FullName == name);
        foreach (var value in Enum.GetValues(type))
        {
            var json = JsonSerializer.Serialize(value, type);
            json.Should().Be($"\"{JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()!)}\"");
            JsonSerializer.Deserialize(json, type).Should().Be(value);
            JsonSerializer.Deserialize(Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture).ToString(System.Globalization.CultureInfo.InvariantCulture), type).Should().Be(value);
        }
    }
}
