using System.Security.Cryptography;
using System.Text;

namespace GraphRuntime.AspNetCore;

/// <summary>UUIDs of version 5, made from a name.</summary>
internal static class NameBasedId
{
    private static readonly Guid s_space = new("6ba7b821-9dad-11d1-80b4-00c04fd430c8");

    public static string Of(string name)
    {
        Span<byte> input = stackalloc byte[16 + Encoding.UTF8.GetMaxByteCount(Math.Min(name.Length, 256))];
        if (name.Length > 256)
        {
            input = new byte[16 + Encoding.UTF8.GetMaxByteCount(name.Length)];
        }

        s_space.TryWriteBytes(input, bigEndian: true, out _);
        var length = 16 + Encoding.UTF8.GetBytes(name, input[16..]);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // Version 5 is made with SHA-1; nothing is kept secret by it.
        SHA1.HashData(input[..length], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString();
    }
}
