using System.Security.Cryptography;
using System.Text;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Effects;

/// <summary>
/// The key of an effect as it is stored. Keys name what they are about, for example an address, so a graph with a codec stores a hash of them. It is not the
/// encoded key: two encodings of one key differ, and a key must be found again.
/// </summary>
internal static class EffectKey
{
    public static string Stored(ICheckpointCodec? codec, string key) =>
        codec is null ? key : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>The forms of a stored key: the hash, and the plain key that older versions stored.</summary>
    public static IEnumerable<string> Forms(ICheckpointCodec? codec, string key) => codec is null ? [key] : [Stored(codec, key), key];
}
