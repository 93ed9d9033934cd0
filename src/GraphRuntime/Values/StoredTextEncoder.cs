using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Values;

/// <summary>
/// Writes text unescaped except where JSON requires it. Stored JSON is never embedded in a web page, so the escapes that protect
/// those would cost room and nothing else. Text that is not Unicode (half a surrogate pair) could not be read back, and is refused.
/// </summary>
internal sealed class StoredTextEncoder : JavaScriptEncoder
{
    private static readonly SearchValues<char> s_escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static c => (char)c), '"', '\\']);
    private static readonly SearchValues<byte> s_escapedBytes = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static c => (byte)c), (byte)'"', (byte)'\\']);

    private StoredTextEncoder()
    {
    }

    public static StoredTextEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < 0x20 or '"' or '\\';

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var characters = new ReadOnlySpan<char>(text, textLength);
        CheckPairs(characters);
        return characters.IndexOfAny(s_escaped);
    }

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text) => utf8Text.IndexOfAny(s_escapedBytes);

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var target = new Span<char>(buffer, bufferLength);
        var text = Escape(unicodeScalar);
        var isWritten = text is null ? new Rune(unicodeScalar).TryEncodeToUtf16(target, out numberOfCharactersWritten) : Copy(text, target, out numberOfCharactersWritten);
        return isWritten;
    }

    private static string? Escape(int scalar) => scalar switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        < 0x20 => $"\\u{scalar:X4}",
        _ => null,
    };

    private static bool Copy(string text, Span<char> target, out int written)
    {
        written = text.TryCopyTo(target) ? text.Length : 0;
        return written > 0;
    }

    private static void CheckPairs(ReadOnlySpan<char> text)
    {
        var next = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        while (next >= 0)
        {
            text = text[next..];
            if (text.Length < 2 || !char.IsSurrogatePair(text[0], text[1]))
            {
                throw new ValueLostException("Text has half of a surrogate pair in it, which is no Unicode text. Remove it, or store the bytes.");
            }

            text = text[2..];
            next = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }
    }
}
