namespace GraphRuntime;

/// <summary>The message of an exception of foreign code, which may be missing, of any length, or throw when it is read.</summary>
internal static class ErrorText
{
    /// <summary>How many characters are kept.</summary>
    public const int Longest = 4096;

    public static string Of(Exception exception)
    {
        string? text;
        try
        {
            text = exception.Message;
        }
        catch (Exception failure)
        {
            text = $"{exception.GetType().Name}, whose message cannot be read ({failure.GetType().Name}).";
        }

        return string.IsNullOrEmpty(text) ? exception.GetType().Name : Shorten(text);
    }

    private static string Shorten(string text)
    {
        if (text.Length <= Longest)
        {
            return text;
        }

        var kept = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        return $"{text[..kept]}… ({text.Length} characters)";
    }
}
