using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace GraphRuntime.AspNetCore;

/// <summary>Writes server-sent events. Only one caller writes at a time.</summary>
internal sealed class SseWriter(HttpResponse response)
{
    public const string ContentType = "text/event-stream";

    private static readonly byte[] s_heartbeat = ": heartbeat\n\n"u8.ToArray();

    private PipeWriter Pipe => response.BodyWriter;

    /// <summary>Sends the headers before the first event, so that the client knows that it is connected.</summary>
    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.StartAsync(cancellationToken).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts the frames of one stored event into the buffer of the connection, except those that the reader has.</summary>
    public void Write(IReadOnlyList<StreamFrame> frames, long sequence, StreamPosition after)
    {
        for (var part = 0; part < frames.Count; part++)
        {
            var position = new StreamPosition(sequence, part);
            if (position > after)
            {
                Write(frames[part].Event, frames[part].Data.Span, position.ToString());
            }
        }
    }

    /// <summary>Puts a frame into the buffer of the connection.</summary>
    public void Write(string name, ReadOnlySpan<byte> data, string? id)
    {
        Text("event: ", name);
        for (var rest = data; ;)
        {
            Pipe.Write("data: "u8);
            var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
            Pipe.Write(end < 0 ? rest : rest[..end]);
            Pipe.Write("\n"u8);
            if (end < 0)
            {
                break;
            }

            rest = rest[(end + 1)..];
        }

        if (id is not null)
        {
            Text("id: ", id);
        }

        Pipe.Write("\n"u8);
    }

    /// <summary>Sends what was written. A reader that is slow is waited for; nothing piles up here.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken) => await Pipe.FlushAsync(cancellationToken).ConfigureAwait(false);

    public ValueTask HeartbeatAsync(CancellationToken cancellationToken)
    {
        Pipe.Write(s_heartbeat);
        return FlushAsync(cancellationToken);
    }

    private void Text(string field, string value)
    {
        Encoding.UTF8.GetBytes(field, Pipe);
        Encoding.UTF8.GetBytes(value.AsSpan(), Pipe);
        Pipe.Write("\n"u8);
    }
}
