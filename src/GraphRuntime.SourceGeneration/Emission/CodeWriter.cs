using System.Text;

namespace GraphRuntime.SourceGeneration;

/// <summary>Writes indented lines, ended by a line feed on every platform so that the output is the same everywhere.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line() => _text.Append('\n');

    public void Line(string line) => _text.Append(' ', _depth * 4).Append(line).Append('\n');

    public void Indented(string line)
    {
        _depth++;
        Line(line);
        _depth--;
    }

    public void Open(string line)
    {
        Line(line);
        Line("{");
        _depth++;
    }

    public void Close(string end = "}")
    {
        _depth--;
        Line(end);
    }

    public override string ToString() => _text.ToString();
}
