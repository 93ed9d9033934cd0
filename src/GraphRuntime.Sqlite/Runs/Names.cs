using GraphRuntime.Sqlite.Checkpointing;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>The stored form of a list of ids: each with its length before it. This is stored data: it never changes its meaning.</summary>
internal static class Names
{
    public static byte[] Write(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return [];
        }

        var writer = new ByteWriter();
        for (var i = 0; i < names.Count; i++)
        {
            writer.Name(names[i]);
        }

        return writer.Take();
    }

    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return [];
        }

        var names = new List<string>();
        var reader = new ByteReader(bytes);
        try
        {
            while (!reader.IsAtEnd)
            {
                names.Add(reader.Name());
            }
        }
        catch (InvalidDataException damage)
        {
            throw new StorageException(StorageProblem.Corrupted, "The SQLite database holds a damaged list of interrupt ids. Restore the file from a backup.", damage);
        }

        return names;
    }
}
