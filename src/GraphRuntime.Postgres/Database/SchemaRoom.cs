namespace GraphRuntime.Postgres;

/// <summary>The tables of one store, with a version of their own.</summary>
/// <param name="Name">The name under which the version is kept; never changed.</param>
/// <param name="OldestReader">The version that a library must know at least to work with the newest tables, as a rolling upgrade needs.</param>
/// <param name="Scripts">The embedded scripts, in order; the number of them is the version. A released script is never changed.</param>
internal sealed record SchemaRoom(string Name, int OldestReader, IReadOnlyList<string> Scripts)
{
    public static IReadOnlyList<SchemaRoom> All { get; } = [CheckpointSchema.Room, RunSchema.Room, StoreSchema.Room];

    public int Version => Scripts.Count;

    /// <summary>Reads a script. Its functions resolve names in the system catalog only, whatever the search path of their caller.</summary>
    public static string Read(string script)
    {
        using var stream = typeof(SchemaRoom).Assembly.GetManifestResourceStream(script)
            ?? throw new InvalidOperationException($"The embedded script '{script}' is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("LANGUAGE plpgsql", "LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp", StringComparison.Ordinal);
    }
}
