using System.Globalization;

namespace GraphRuntime.AspNetCore;

/// <summary>A place in a run stream: a stored event, and which of the frames that it leads to. As an id of a frame it is a number, with a decimal where one event leads to several frames.</summary>
internal readonly record struct StreamPosition(long Sequence, int Part) : IComparable<StreamPosition>
{
    public static StreamPosition Start { get; } = new(-1, 0);

    /// <summary>Reads <c>Last-Event-ID</c>; nothing, and -1, are before everything.</summary>
    public static StreamPosition Parse(string? text)
    {
        if (text is null or "" or "-1")
        {
            return Start;
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var part = 0;
        return long.TryParse(dot < 0 ? text : text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && (dot < 0 || int.TryParse(text[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out part))
            ? new StreamPosition(sequence, part)
            : throw ApiException.Invalid("invalid_argument", "'Last-Event-ID' is no id of this stream.");
    }

    public int CompareTo(StreamPosition other) => Sequence != other.Sequence ? Sequence.CompareTo(other.Sequence) : Part.CompareTo(other.Part);

    public override string ToString() => Part == 0 ? Sequence.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Sequence}.{Part}");

    public static bool operator >(StreamPosition left, StreamPosition right) => left.CompareTo(right) > 0;

    public static bool operator <(StreamPosition left, StreamPosition right) => left.CompareTo(right) < 0;
}
