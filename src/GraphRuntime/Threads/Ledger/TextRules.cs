namespace GraphRuntime.Threads.Ledger;

/// <summary>What text a store can keep: well-formed Unicode without U+0000. Other text is refused by every store alike, before anything is stored.</summary>
internal static class TextRules
{
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
