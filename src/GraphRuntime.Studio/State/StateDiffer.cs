using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Compares states.</summary>
internal sealed class StateDiffer
{
    private const int MostChanges = 500;
    private const int MostDepth = 32;

    private readonly List<ChangeView> _changes = [];

    private StateDiffer()
    {
    }

    public bool IsFull => _changes.Count >= MostChanges;

    public static (IReadOnlyList<ChangeView> Changes, bool Truncated) Compare(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to)
    {
        using var before = StoredJson.Parse(from);
        using var after = StoredJson.Parse(to);
        var differ = new StateDiffer();
        differ.Compare("", before.RootElement, after.RootElement, 0);
        return (differ._changes, differ.IsFull);
    }

    /// <summary>The members that differ.</summary>
    public static IReadOnlyList<string> ChangedMembers(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to)
    {
        if (from.IsEmpty)
        {
            return [];
        }

        using var before = StoredJson.Parse(from);
        using var after = StoredJson.Parse(to);
        return [.. Names(before.RootElement, after.RootElement).Where(name => !AreEqual(Member(before.RootElement, name), Member(after.RootElement, name)))];
    }

    private void Compare(string pointer, JsonElement before, JsonElement after, int depth)
    {
        if (IsFull || AreEqual(before, after))
        {
            return;
        }

        if (depth < MostDepth && before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in Names(before, after))
            {
                Compare(JsonPointer.Append(pointer, name), Member(before, name), Member(after, name), depth + 1);
            }
        }
        else if (depth < MostDepth && before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array)
        {
            CompareItems(pointer, before, after, depth);
        }
        else
        {
            Add(pointer, before, after);
        }
    }

    private void CompareItems(string pointer, JsonElement before, JsonElement after, int depth)
    {
        using var left = before.EnumerateArray();
        using var right = after.EnumerateArray();
        var (index, hasLeft, hasRight) = (0, left.MoveNext(), right.MoveNext());
        while ((hasLeft || hasRight) && !IsFull)
        {
            Compare(JsonPointer.Append(pointer, index++), hasLeft ? left.Current : default, hasRight ? right.Current : default, depth + 1);
            (hasLeft, hasRight) = (hasLeft && left.MoveNext(), hasRight && right.MoveNext());
        }
    }

    private void Add(string pointer, JsonElement before, JsonElement after)
    {
        var (hadValue, hasValue) = (before.ValueKind != JsonValueKind.Undefined, after.ValueKind != JsonValueKind.Undefined);
        _changes.Add(new ChangeView(
            pointer,
            hadValue ? hasValue ? "changed" : "removed" : "added",
            hadValue ? ValueCutter.Cut(before, ValueLimits.Preview) : null,
            hasValue ? ValueCutter.Cut(after, ValueLimits.Preview) : null));
    }

    private static IEnumerable<string> Names(JsonElement before, JsonElement after)
    {
        var names = before.EnumerateObject().Select(static member => member.Name).ToHashSet(StringComparer.Ordinal);
        return names.Concat(after.EnumerateObject().Select(static member => member.Name).Where(name => !names.Contains(name)));
    }

    private static JsonElement Member(JsonElement value, string name) => value.TryGetProperty(name, out var member) ? member : default;

    private static bool AreEqual(JsonElement before, JsonElement after) =>
        before.ValueKind == after.ValueKind && (before.ValueKind == JsonValueKind.Undefined || JsonElement.DeepEquals(before, after));
}
