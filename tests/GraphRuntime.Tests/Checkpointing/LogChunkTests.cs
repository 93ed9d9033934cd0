using System.Buffers.Binary;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Tests.Checkpointing;

public sealed class LogChunkTests
{
    private static readonly byte[][] s_pieces = [[1], [], [2, 3, 4], [.. Enumerable.Range(0, 50).Select(static i => (byte)i)], [5]];

    [Fact]
    public void A_log_is_read_however_its_store_has_cut_it()
    {
        var log = Log();
        for (var size = 1; size <= log.Length; size++)
        {
            var chunks = log.Chunk(size).SelectMany(static chunk => new ReadOnlyMemory<byte>[] { chunk, ReadOnlyMemory<byte>.Empty });

            Read([.. chunks], log.Length).Should().BeEquivalentTo(s_pieces, static o => o.WithStrictOrdering(), "chunks have {0} bytes", size);
        }
    }

    [Fact]
    public void A_piece_that_is_longer_than_its_log_is_damage()
    {
        var log = Log();
        log[0] = 200;

        var read = () => Read([log], log.Length);

        read.Should().Throw<CheckpointCorruptedException>().Which.Channel.Should().Be("messages");
    }

    private static List<byte[]> Read(ReadOnlyMemory<byte>[] chunks, int length)
    {
        var reader = new StoredValueReader(null, new CheckpointAddress("t", ""), 7, 1000);
        var reference = new ChannelReference("messages", 1, length);
        return [.. reader.Frames(new StoredChannel(reference, chunks)).Select(static frame => frame.ToArray())];
    }

    private static byte[] Log() => [.. s_pieces.SelectMany(static piece =>
    {
        var framed = new byte[sizeof(int) + piece.Length];
        BinaryPrimitives.WriteInt32LittleEndian(framed, piece.Length);
        piece.CopyTo(framed, sizeof(int));
        return framed;
    })];
}
