using System.Text;
using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>A message as far as its pieces are known.</summary>
internal sealed class MessageSoFar(string id)
{
    private readonly StringBuilder _text = new();
    private JsonElement _last;

    public void Add(MessagePiece piece)
    {
        _text.Append(piece.Text);
        _last = piece.Json;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var property in _last.EnumerateObject())
        {
            if (property.Name is not ("content" or "id"))
            {
                property.WriteTo(json);
            }
        }

        json.WriteString("content", _text.ToString());
        json.WriteString("id", id);
        json.WriteEndObject();
    }
}
