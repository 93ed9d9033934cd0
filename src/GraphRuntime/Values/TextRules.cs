using System.Runtime.CompilerServices;

namespace GraphRuntime.Values;

/// <summary>What text a store can keep: well-formed Unicode without U+0000. Other text is refused by every store alike, before anything is stored.</summary>
internal static class TextRules
{
    /// <summary>Refuses an id that not every store could keep.</summary>
    public static void CheckId(string? id, [CallerArgumentExpression(nameof(id))] string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id, name);
        if (!CanBeStored(id))
        {
            throw new ArgumentException("An id must be well-formed Unicode: it holds half of a surrogate pair, or U+0000.", name);
        }
    }

    /// <summary>Text of a metadata entry, its name included; refused where not every store could keep it.</summary>
    public static string CheckEntry(string name, string text) => CanBeStored(text)
        ? text
        : throw new ArgumentException($"Metadata entry '{name}' holds text that is not well-formed Unicode: half of a surrogate pair, or U+0000. Remove it.", nameof(text));

    public static bool CanBeStored(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || char.IsLowSurrogate(text[i]))
            {
                return false;
            }

            if (char.IsHighSurrogate(text[i]) && (++i == text.Length || !char.IsLowSurrogate(text[i])))
            {
                return false;
            }
        }

        return true;
    }
}
