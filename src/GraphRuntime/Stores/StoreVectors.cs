using System.Buffers.Binary;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Stores;

/// <summary>For implementations of <see cref="IStore"/>: the vectors of one item as bytes, and how similar they are to another vector.</summary>
/// <remarks>Each vector is its length as 32-bit integer and its numbers as 32-bit floating-point numbers, all little-endian.</remarks>
public static class StoreVectors
{
    private const int Size = sizeof(float);

    /// <summary>Writes vectors as bytes.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <returns>The bytes; empty where there is no vector.</returns>
    public static byte[] Encode(IReadOnlyList<ReadOnlyMemory<float>> vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        var bytes = new byte[vectors.Sum(vector => Size * (1 + vector.Length))];
        var rest = bytes.AsSpan();
        foreach (var vector in vectors)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, vector.Length);
            rest = rest[Size..];
            foreach (var number in vector.Span)
            {
                BinaryPrimitives.WriteSingleLittleEndian(rest, number);
                rest = rest[Size..];
            }
        }

        return bytes;
    }

    /// <summary>The cosine similarity of a vector with the most similar one of an item.</summary>
    /// <param name="encoded">The vectors of the item.</param>
    /// <param name="vector">The vector.</param>
    /// <returns>From -1 to 1; <see langword="null"/> where the item has no vector of this length.</returns>
    /// <exception cref="StorageException">The bytes are damaged.</exception>
    public static double? Score(ReadOnlySpan<byte> encoded, ReadOnlySpan<float> vector)
    {
        double? best = null;
        for (var rest = encoded; rest.Length >= Size;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            rest = rest[Size..];
            if (length < 0 || length > rest.Length / Size)
            {
                throw new StorageException(StorageProblem.Corrupted, "The stored vectors of an item cannot be read. Put the item again, or restore the store from a backup.");
            }

            if (length == vector.Length)
            {
                best = Math.Max(best ?? -1, Cosine(rest, vector));
            }

            rest = rest[(length * Size)..];
        }

        return best;
    }

    internal static void Check(ReadOnlySpan<float> vector, string parameter)
    {
        if (vector.IsEmpty)
        {
            throw new ArgumentException("A vector has no numbers.", parameter);
        }

        foreach (var number in vector)
        {
            if (!float.IsFinite(number))
            {
                throw new ArgumentException("A vector has a number that is not finite.", parameter);
            }
        }
    }

    private static double Cosine(ReadOnlySpan<byte> encoded, ReadOnlySpan<float> vector)
    {
        var (dot, left, right) = (0d, 0d, 0d);
        for (var i = 0; i < vector.Length; i++)
        {
            double x = BinaryPrimitives.ReadSingleLittleEndian(encoded[(i * Size)..]);
            double y = vector[i];
            dot += x * y;
            left += x * x;
            right += y * y;
        }

        // A vector without direction is like no other.
        return left == 0 || right == 0 ? 0 : Math.Clamp(dot / Math.Sqrt(left * right), -1, 1);
    }
}
