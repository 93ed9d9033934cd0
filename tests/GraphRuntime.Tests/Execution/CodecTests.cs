using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Breakpoints;

namespace GraphRuntime.Tests.Execution;

public sealed class CodecTests
{
    [Fact]
    public async Task Values_are_encrypted_in_the_store_and_another_key_is_a_named_error()
    {
        var store = new InMemoryCheckpointer();
        using var codec = new AesGcmCodec(RandomNumberGenerator.GetBytes(32));
        using var other = new AesGcmCodec(RandomNumberGenerator.GetBytes(32));
        var options = TrailGraphs.Stored() with { Checkpointer = store, Codec = codec };
        await TrailGraphs.Abc().Compile(options).InvokeAsync(new TrailState.Update { Input = "a secret" }, "t");

        (await TrailGraphs.Abc().Compile(options).GetStateAsync("t")).State.Input.Should().Be("a secret");
        var stored = (await store.ReadAsync(new CheckpointAddress("t", ""), null, default)).Checkpoint!;
        stored.Channels.SelectMany(c => c.Chunks).Select(chunk => Encoding.UTF8.GetString(chunk.Span)).ToList().Should().NotContain(text => text.Contains("secret"));
        await FluentActions.Awaiting(async () => await TrailGraphs.Abc().Compile(options with { Codec = other }).GetStateAsync("t"))
            .Should().ThrowAsync<CheckpointCorruptedException>();
    }

    /// <summary>Encrypts each piece by itself: nonce, tag, then the text.</summary>
    private sealed class AesGcmCodec(byte[] key) : ICheckpointCodec, IDisposable
    {
        private const int Nonce = 12;
        private const int Tag = 16;

        private readonly AesGcm _aes = new(key, Tag);

        public void Encode(ReadOnlySpan<byte> plain, IBufferWriter<byte> output)
        {
            var piece = output.GetSpan(Nonce + Tag + plain.Length)[..(Nonce + Tag + plain.Length)];
            RandomNumberGenerator.Fill(piece[..Nonce]);
            _aes.Encrypt(piece[..Nonce], plain, piece[(Nonce + Tag)..], piece.Slice(Nonce, Tag));
            output.Advance(piece.Length);
        }

        public void Decode(ReadOnlySpan<byte> encoded, IBufferWriter<byte> output)
        {
            var plain = output.GetSpan(encoded.Length)[..(encoded.Length - Nonce - Tag)];
            _aes.Decrypt(encoded[..Nonce], encoded[(Nonce + Tag)..], encoded.Slice(Nonce, Tag), plain);
            output.Advance(plain.Length);
        }

        public void Dispose() => _aes.Dispose();
    }
}
