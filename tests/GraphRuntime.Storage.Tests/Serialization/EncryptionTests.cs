using System.Security.Cryptography;
using System.Text;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Storage.Tests.Serialization;

/// <summary>The codec of the sample.</summary>
public sealed class EncryptionTests
{
    private readonly TamperingCheckpointer _store = new();
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    private CompiledGraph<ShapeState> Graph => ShapeGraph.Compile(new() { Checkpointer = _store, Codec = new AesGcmCodec(new Dictionary<byte, byte[]> { [1] = _key }, 1) });

    [Fact]
    public async Task What_is_stored_does_not_show_a_value_and_reads_back()
    {
        await Graph.InvokeAsync(new ShapeState.Update { Last = new Circle(0) }, "t");
        var ended = await Graph.InvokeAsync(ShapeGraph.Answer(new Square(8)), "t");

        ended.State.Last.Should().Be(new Circle(1));
        string.Concat(_store.Stored.Select(Encoding.UTF8.GetString)).Should().NotContain("round").And.NotContain("angled").And.NotContain("which?");
    }

    [Theory]
    [InlineData("Last")]
    [InlineData("All")]
    [InlineData("Kinds")]
    [InlineData("body")]
    [InlineData("write")]
    public async Task A_changed_byte_anywhere_in_a_piece_is_noticed(string piece)
    {
        await Graph.InvokeAsync(new ShapeState.Update { Last = new Circle(0) }, "t");
        for (var place = 0; place < 60; place += 7)
        {
            _store.Change = (name, bytes) =>
            {
                if (name == piece)
                {
                    bytes[place % bytes.Length] ^= 0x10;
                }

                return bytes;
            };
            var answer = async () => await Graph.InvokeAsync(ShapeGraph.Answer(new Square(8)), "t");
            await answer.Should().ThrowAsync<CheckpointCorruptedException>();
        }
    }

    [Fact]
    public async Task Another_key_a_missing_key_and_a_cut_piece_are_one_named_error()
    {
        await Graph.InvokeAsync(new ShapeState.Update { Last = new Circle(0) }, "t");
        var other = ShapeGraph.Compile(new() { Checkpointer = _store, Codec = new AesGcmCodec(new Dictionary<byte, byte[]> { [1] = RandomNumberGenerator.GetBytes(32) }, 1) });
        var none = ShapeGraph.Compile(new() { Checkpointer = _store, Codec = new AesGcmCodec(new Dictionary<byte, byte[]> { [2] = _key }, 2) });
        var without = ShapeGraph.Compile(new() { Checkpointer = _store });
        foreach (var graph in new[] { other, none, without })
        {
            await FluentActions.Awaiting(() => graph.GetStateAsync("t").AsTask()).Should().ThrowAsync<CheckpointCorruptedException>();
        }

        _store.Change = (name, bytes) => name == "body" ? bytes[..10] : bytes;
        await FluentActions.Awaiting(() => Graph.GetStateAsync("t").AsTask()).Should().ThrowAsync<CheckpointCorruptedException>();
    }
}
