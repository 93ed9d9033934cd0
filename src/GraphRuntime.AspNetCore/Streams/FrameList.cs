using System.Buffers;
using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>The frames that one stored event leads to.</summary>
internal sealed class FrameList
{
    private readonly List<StreamFrame> _items = [];

    public IReadOnlyList<StreamFrame> Items => _items;

    public void Clear() => _items.Clear();

    public void Add(string name, Action<Utf8JsonWriter> write) => _items.Add(new StreamFrame(name, JsonBytes.Of(write)));
}
