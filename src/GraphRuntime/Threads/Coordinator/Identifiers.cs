using System.Runtime.CompilerServices;
using GraphRuntime.Values;

namespace GraphRuntime.Threads;

/// <summary>Checks the ids that callers choose.</summary>
internal static class Identifiers
{
    private const int MaxLength = 256;

    public static void Check(string? id, [CallerArgumentExpression(nameof(id))] string? name = null)
    {
        TextRules.CheckId(id, name);
        if (id!.Length > MaxLength)
        {
            throw new ArgumentException($"An id has at most {MaxLength} characters, this one {id.Length}.", name);
        }

        foreach (var character in id)
        {
            if (char.IsControl(character))
            {
                throw new ArgumentException("An id must not contain control characters.", name);
            }
        }
    }
}
