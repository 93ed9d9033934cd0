namespace GraphRuntime.Testing;

/// <summary>Names for what the kits store.</summary>
internal static class Unique
{
    /// <summary>A name that nothing has which this run of a kit, or an earlier one on the same database, has stored.</summary>
    public static string Name(string prefix)
    {
#pragma warning disable RS0030 // The database outlives the process, so a number would not do.
        return $"{prefix}-{Guid.NewGuid():N}";
#pragma warning restore RS0030
    }
}
