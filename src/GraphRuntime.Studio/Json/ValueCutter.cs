using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Makes trees of JSON values that stay below limits.</summary>
internal sealed class ValueCutter(ValueLimits limits)
{
    private const int LongestName = 200;

    private int _left = limits.Nodes;

    public static ValueView Cut(JsonElement value, ValueLimits? limits = null) => new ValueCutter(limits ?? ValueLimits.Default).Cut(value, 0);

    /// <summary>Cuts UTF-8 JSON; what is empty has no value.</summary>
    public static ValueView? Cut(ReadOnlyMemory<byte> json, ValueLimits? limits = null)
    {
        if (json.IsEmpty)
        {
            return null;
        }

        using var document = StoredJson.Parse(json);
        return Cut(document.RootElement, limits);
    }

    /// <summary>One level of a value, from a child or a position in a text on.</summary>
    public static ValueView Slice(JsonElement value, int offset, int limit)
    {
        var cutter = new ValueCutter(ValueLimits.Default);
        return value.ValueKind switch
        {
            JsonValueKind.String => Text(value.GetString()!, offset, limit),
            JsonValueKind.Array => new ValueView { Kind = "array", Count = value.GetArrayLength(), Items = [.. value.EnumerateArray().Skip(offset).Take(limit).Select(item => cutter.Cut(item, 1))] },
            JsonValueKind.Object => new ValueView { Kind = "object", Count = value.GetPropertyCount(), Members = [.. value.EnumerateObject().Skip(offset).Take(limit).Select(member => cutter.Member(member, 1))] },
            _ => cutter.Cut(value, 0),
        };
    }

    private static ValueView Text(string text, int offset, int limit)
    {
        var start = AtCharacter(text, Math.Min(offset, text.Length));
        var end = AtCharacter(text, Math.Min(start + (long)limit, text.Length) is var most ? (int)most : 0);
        return new ValueView { Kind = "string", Text = text[start..end], Length = text.Length };
    }

    /// <summary>The same place, or the one before where it is in the middle of a character.</summary>
    private static int AtCharacter(string text, int place) => place > 0 && place < text.Length && char.IsLowSurrogate(text[place]) && char.IsHighSurrogate(text[place - 1]) ? place - 1 : place;

    private ValueView Cut(JsonElement value, int depth)
    {
        _left--;
        return value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => new ValueView { Kind = "boolean", Value = value.ValueKind == JsonValueKind.True },
            JsonValueKind.Number => Number(value.GetRawText()),
            JsonValueKind.String => Text(value.GetString()!, 0, limits.StringLength),
            JsonValueKind.Array => new ValueView { Kind = "array", Count = value.GetArrayLength(), Items = depth >= limits.Depth || _left <= 0 ? null : Items(value, depth) },
            JsonValueKind.Object => new ValueView { Kind = "object", Count = value.GetPropertyCount(), Members = depth >= limits.Depth || _left <= 0 ? null : Members(value, depth) },
            _ => ValueView.Null,
        };
    }

    private static ValueView Number(string digits) => digits.Length <= LongestName
        ? new ValueView { Kind = "number", Text = digits }
        : new ValueView { Kind = "number", Text = digits[..LongestName] + "…", Length = digits.Length };

    private List<ValueView> Items(JsonElement array, int depth)
    {
        var items = new List<ValueView>();
        foreach (var item in array.EnumerateArray())
        {
            if (items.Count == limits.Children || _left <= 0)
            {
                break;
            }

            items.Add(Cut(item, depth + 1));
        }

        return items;
    }

    private List<MemberView> Members(JsonElement value, int depth)
    {
        var members = new List<MemberView>();
        foreach (var member in value.EnumerateObject())
        {
            if (members.Count == limits.Children || _left <= 0)
            {
                break;
            }

            members.Add(Member(member, depth + 1));
        }

        return members;
    }

    private MemberView Member(JsonProperty member, int depth) => member.Name.Length <= LongestName
        ? new MemberView(member.Name, Cut(member.Value, depth))
        : new MemberView(member.Name[..AtCharacter(member.Name, LongestName)] + "…", Cut(member.Value, depth), member.Name.Length);
}
