using System.Globalization;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// The ids of checkpoints on the wire: UUIDs that sort as text in the order in which the checkpoints were made. The library numbers the checkpoints of a thread; the number stands in the
/// places of the time of a version 6 UUID.
/// </summary>
internal static class CheckpointIds
{
    public const string NotFoundCode = "checkpoint_not_found";
    private const string Tail = "-8000-000000000000";

    public static string ToWire(long id)
    {
        var digits = id.ToString("x15", CultureInfo.InvariantCulture);
        return $"{digits[..8]}-{digits[8..12]}-6{digits[12..]}{Tail}";
    }

    public static long Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new ApiException(StatusCodes.Status404NotFound, NotFoundCode, $"There is no checkpoint '{text}'.");

    private static bool TryParse(string text, out long id)
    {
        id = 0;
        return text.Length == 36
            && text.EndsWith(Tail, StringComparison.Ordinal)
            && text[8] == '-' && text[13] == '-' && text[14] == '6'
            && long.TryParse(string.Concat(text.AsSpan(0, 8), text.AsSpan(9, 4), text.AsSpan(15, 3)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id)
            && id > 0;
    }
}
