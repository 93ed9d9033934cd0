using System.Text;

namespace GraphRuntime.Postgres;

/// <summary>A hint as the text of a notification: 32 characters for the sender, one for the kind, then the thread.</summary>
internal static class HintPayload
{
    private const int SenderLength = 32;
    private const int LongestThreadId = 7_900;
    private const string Kinds = "RCE";

    public static string Write(string sender, RunStoreHint hint)
    {
        var threadId = hint.ThreadId is { } id && Encoding.UTF8.GetByteCount(id) <= LongestThreadId ? id : "";
        return $"{sender}{Kinds[(int)hint.Kind]}{threadId}";
    }

    /// <summary>The hint, or <see langword="null"/> where it comes from the reader itself, or from a library that knows other kinds.</summary>
    public static RunStoreHint? Read(string sender, string payload)
    {
        if (payload.Length <= SenderLength || payload.StartsWith(sender, StringComparison.Ordinal))
        {
            return null;
        }

        var kind = Kinds.IndexOf(payload[SenderLength], StringComparison.Ordinal);
        var threadId = payload[(SenderLength + 1)..];
        return kind < 0 ? null : new RunStoreHint((RunStoreHintKind)kind, threadId.Length == 0 ? null : threadId);
    }
}
