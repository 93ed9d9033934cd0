using System.Runtime.CompilerServices;

namespace GraphRuntime.Threads;

/// <summary>Checks the ids that callers choose.</summary>
internal static class Identifiers
{
    private const int MaxLength = 256;

    public static void Check(string? id, [CallerArgumentExpression(nameof(id))] string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id, name);
        if (id.Length > MaxLength)
        {
            throw new ArgumentException($"An id has at most {MaxLength} characters, this one {id.Length}.", name);
        }

        if (!Ledger.TextRules.CanBeStored(id))
        {
            throw new ArgumentException("An id must be well-formed Unicode: it holds half of a surrogate pair, or U+0000.", name);
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
