namespace TaskMaistro;

/// <summary>The command line says something that this program cannot do.</summary>
public sealed class UsageException(string message) : Exception(message);
