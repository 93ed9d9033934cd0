using System.Text;

namespace GraphRuntime.Stores;

/// <summary>What the parts of a namespace and a key have in common.</summary>
internal static class StoreName
{
    /// <summary>Longest key or namespace in bytes, so that both fit the index of every database.</summary>
    public const int MaxBytes = 1000;

    private static readonly UTF8Encoding Strict = new(false, true);

    public static int CheckedByteCount(string? name, string what, string parameter)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw new ArgumentException($"The {what} is empty. Give it at least one character.", parameter);
        }

        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The {what} contains U+0000, which not every store can hold. Leave it out.", parameter);
        }

        try
        {
            return Strict.GetByteCount(name);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException($"The {what} contains half of a surrogate pair. Use well-formed Unicode.", parameter);
        }
    }

    public static ArgumentException TooLong(string what, string parameter) =>
        new($"The {what} is longer than {MaxBytes} bytes of UTF-8. Shorten it, or use a hash of it and keep the long form in the value.", parameter);
}
