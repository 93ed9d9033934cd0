namespace GraphRuntime;

/// <summary>The storage that an application has chosen.</summary>
internal sealed record StorageRegistration(string Name);
