using System.Text.RegularExpressions;

namespace GraphRuntime.Product.Tests.Architecture;

/// <summary>The rooms of the core as <c>docs/design.md</c> lists them, from the lowest to the highest. A room uses itself and what is below it.</summary>
internal static partial class RoomOrder
{
    public static IReadOnlyList<string> Rooms { get; } =
        [.. Row().Matches(Repository.Read("docs", "design.md").Split("```")[1]).Select(static row => row.Groups["room"].Value)];

    /// <summary>The place of the room that a folder belongs to; -1 for a folder of no room.</summary>
    public static int PlaceOf(string folder)
    {
        for (var i = 0; i < Rooms.Count; i++)
        {
            if (folder == Rooms[i] || folder.StartsWith(Rooms[i] + '/', StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    [GeneratedRegex("^  (?<room>[A-Za-z/]+)/  ", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
