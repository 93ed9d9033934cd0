using System.Buffers;
using System.Text;

namespace GraphRuntime.Postgres;

/// <summary>Names that PostgreSQL cannot hold are refused at the door, whether they are written or asked for.</summary>
internal static class StoredText
{
    public static void Check(string? text, string what)
    {
        if (text is null)
        {
            throw new ArgumentException($"The {what} is missing.");
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The {what} contains U+0000, which PostgreSQL cannot store. Choose another {what}.");
        }

        if (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && HasLoneSurrogate(text))
        {
            throw new ArgumentException($"The {what} contains half of a surrogate pair, which is not valid Unicode. Choose another {what}.");
        }
    }

    public static void Check(CheckpointAddress address)
    {
        Check(address.ThreadId, "thread id");
        Check(address.Namespace, "namespace");
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var used) != OperationStatus.Done)
            {
                return true;
            }

            rest = rest[used..];
        }

        return false;
    }
}
