namespace GraphRuntime.Drawing;

/// <summary>Gives each node of a drawing an id that every drawing language accepts.</summary>
internal sealed class DrawingIds
{
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    public string Of(string path, string node)
    {
        var key = path + node;
        if (!_ids.TryGetValue(key, out var id))
        {
            _ids[key] = id = $"n{_ids.Count}";
        }

        return id;
    }
}
