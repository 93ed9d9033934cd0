namespace GraphRuntime.Conformance;

/// <summary>What the program was called with.</summary>
/// <param name="Folder">The folder with the cases.</param>
/// <param name="Store">The name of the store.</param>
/// <param name="Filter">A text that the file names contain; empty for all.</param>
internal sealed record Arguments(string Folder, string Store, string Filter)
{
    /// <summary>Reads the arguments; <see langword="null"/> where they are wrong.</summary>
    public static Arguments? Parse(string[] arguments)
    {
        var parsed = new Arguments("", "memory", "");
        for (var i = 0; i < arguments.Length; i++)
        {
            var next = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--store" when next is "memory" or "sqlite" or "postgres":
                    parsed = parsed with { Store = next };
                    i++;
                    break;
                case "--filter" when next is not null:
                    parsed = parsed with { Filter = next };
                    i++;
                    break;
                case var folder when parsed.Folder.Length == 0 && Directory.Exists(folder):
                    parsed = parsed with { Folder = folder };
                    break;
                default:
                    return null;
            }
        }

        return parsed.Folder.Length == 0 ? null : parsed;
    }
}
