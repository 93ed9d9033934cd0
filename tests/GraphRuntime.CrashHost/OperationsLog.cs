using System.Buffers;
using System.Diagnostics;
using System.Text.Json;

namespace GraphRuntime.CrashHost;

/// <summary>One JSON object a line, each in one write, so that whoever is killed leaves whole lines but for the last.</summary>
internal sealed class OperationsLog(string? path, string id) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream? _file = path is null ? null : new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    public void Write(string name, Action<Utf8JsonWriter>? fields = null)
    {
        if (_file is null)
        {
            return;
        }

        lock (_gate)
        {
            var line = new ArrayBufferWriter<byte>(256);
            using (var json = new Utf8JsonWriter(line))
            {
                json.WriteStartObject();
                json.WriteNumber("v", 1);
                json.WriteNumber("t", Stopwatch.GetTimestamp() * (1_000_000_000 / Stopwatch.Frequency));
                json.WriteString("p", id);
                json.WriteString("ev", name);
                fields?.Invoke(json);
                json.WriteEndObject();
            }

            line.Write("\n"u8);
            _file.Write(line.WrittenSpan);
        }
    }

    public void Error(string message) => Write("err", json => json.WriteString("msg", message));

    public void Dispose() => _file?.Dispose();
}
