namespace GraphRuntime.CrashHost;

/// <summary>Something outside of the database that effects change: a folder beside the logs, with a file for each effect that happened.</summary>
internal sealed class OutsideWorld(HostOptions options, OperationsLog log)
{
    private readonly string? _folder = options.Log is { } file ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "effects") : null;

    public IEnumerable<string> Effects => Directory.Exists(_folder) ? Directory.EnumerateFiles(_folder).Select(static file => Path.GetFileName(file)) : [];

    /// <summary>Does an effect; the log says where it is there already.</summary>
    public void Do(string name)
    {
        if (_folder is null)
        {
            return;
        }

        Directory.CreateDirectory(_folder);
        try
        {
            new FileStream(Path.Combine(_folder, name), FileMode.CreateNew).Dispose();
        }
        catch (IOException) when (Happened(name))
        {
            log.Write("effect_twice", json => json.WriteString("r", name));
        }
    }

    public bool Happened(string name) => _folder is not null && File.Exists(Path.Combine(_folder, name));
}
