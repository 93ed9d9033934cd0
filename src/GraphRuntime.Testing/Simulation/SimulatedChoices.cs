using System.Globalization;
using System.Text;

namespace GraphRuntime.Testing;

/// <summary>The choices of a schedule as a line of text: numbers with dots between, and "x3" after a number that stands there three times.</summary>
internal static class SimulatedChoices
{
    public static string Write(IReadOnlyList<int> choices)
    {
        var text = new StringBuilder();
        for (var i = 0; i < choices.Count;)
        {
            var same = 1;
            while (i + same < choices.Count && choices[i + same] == choices[i])
            {
                same++;
            }

            text.Append(i == 0 ? "" : ".").Append(choices[i].ToString(CultureInfo.InvariantCulture));
            text.Append(same == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"x{same}"));
            i += same;
        }

        return text.ToString();
    }

    public static IReadOnlyList<int> Read(string text)
    {
        var choices = new List<int>();
        foreach (var part in text.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = part.Split('x');
            if (!int.TryParse(numbers[0], CultureInfo.InvariantCulture, out var choice) || choice < 0
                || !int.TryParse(numbers.ElementAtOrDefault(1) ?? "1", CultureInfo.InvariantCulture, out var times) || times is < 1 or > 1_000_000)
            {
                throw new FormatException($"'{part}' is none of the choices of a schedule. Take the whole text from the message of a SimulationFailedException.");
            }

            choices.AddRange(Enumerable.Repeat(choice, times));
        }

        return choices;
    }
}
