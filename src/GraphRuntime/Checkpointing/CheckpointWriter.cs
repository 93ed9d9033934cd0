using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Checkpointing;

/// <summary>
/// Collects the stored form of one checkpoint in a reusable buffer. Slices of it stay valid until <see cref="Reset"/>.
/// </summary>
internal sealed class CheckpointWriter(ICheckpointCodec? codec, int maxBytes) : IDisposable
{
    /// <summary>How deep a piece nests at most; readers refuse more.</summary>
    private const int MaxDepth = 64;

    private const int FrameHeader = sizeof(int);

    private readonly PieceBuffer _buffer = new();
    private readonly List<ChannelValue> _values = [];
    private readonly List<LogAppend> _appends = [];
    private ArrayBufferWriter<byte>? _encoded;
    private Utf8JsonWriter? _json;
    private long _checkpointId;

    /// <summary>Writes the value that was begun.</summary>
    public Utf8JsonWriter Json => _json!;

    /// <summary>Begins a checkpoint.</summary>
    public void Begin(long checkpointId)
    {
        _checkpointId = checkpointId;
        _values.Clear();
        _appends.Clear();
    }

    /// <summary>Clears the buffer; its slices become invalid.</summary>
    public void Reset()
    {
        _buffer.Reset();
        _values.Clear();
        _appends.Clear();
    }

    /// <summary>Begins a whole value or any other piece of JSON.</summary>
    public void BeginValue() => Start(0);

    /// <summary>Begins a piece of a log.</summary>
    public void BeginFrame() => Start(FrameHeader);

    public ChannelReference EndValue(string channel)
    {
        _values.Add(new ChannelValue(channel, EndPiece(channel)));
        return new ChannelReference(channel, _checkpointId, -1);
    }

    /// <summary>Ends a piece of a log and returns the reference to the log with that piece.</summary>
    /// <param name="channel">The name of the channel.</param>
    /// <param name="log">The log so far; <see langword="null"/> to begin a new one.</param>
    public ChannelReference EndLog(string channel, ChannelReference? log)
    {
        Flush(FrameHeader, channel);
        Encode(FrameHeader);
        var frame = _buffer.Piece;
        BinaryPrimitives.WriteInt32LittleEndian(frame.Span, frame.Length - FrameHeader);
        var offset = log?.Length ?? 0;
        var version = log?.Version ?? _checkpointId;
        _appends.Add(new LogAppend(channel, version, offset, frame));
        return new ChannelReference(channel, version, offset + frame.Length);
    }

    /// <summary>Ends a piece and returns its encoded bytes.</summary>
    /// <param name="channel">The channel it belongs to, or <see langword="null"/>.</param>
    public ReadOnlyMemory<byte> EndPiece(string? channel = null)
    {
        Flush(0, channel);
        Encode(0);
        return _buffer.Piece;
    }

    /// <summary>Ends a piece that is never encoded: names and numbers of the engine.</summary>
    public ReadOnlyMemory<byte> EndPlainPiece()
    {
        Json.Flush();
        return _buffer.Piece;
    }

    public ChannelValue[] TakeValues() => _values.Count == 0 ? [] : [.. _values];

    public LogAppend[] TakeAppends() => _appends.Count == 0 ? [] : [.. _appends];

    public void Dispose() => _json?.Dispose();

    private void Start(int header)
    {
        _buffer.BeginPiece();
        if (header > 0)
        {
            _buffer.GetSpan(header)[..header].Clear();
            _buffer.Advance(header);
        }

        if (_json is null)
        {
            _json = new Utf8JsonWriter(_buffer, ValueOptions.Writer with { SkipValidation = true, MaxDepth = MaxDepth });
        }
        else
        {
            _json.Reset();
        }
    }

    private void Flush(int header, string? channel)
    {
        Json.Flush();
        var length = _buffer.Length - header;
        if (length > maxBytes)
        {
            throw InvalidUpdateException.TooLarge(channel, length, maxBytes);
        }
    }

    private void Encode(int header)
    {
        if (codec is null)
        {
            return;
        }

        _encoded ??= new ArrayBufferWriter<byte>();
        _encoded.ResetWrittenCount();
        codec.Encode(_buffer.Piece.Span[header..], _encoded);
        _buffer.Truncate(header);
        _buffer.Write(_encoded.WrittenSpan);
    }
}
