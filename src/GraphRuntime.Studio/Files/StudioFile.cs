namespace GraphRuntime.Studio;

/// <summary>A file of the page.</summary>
internal sealed record StudioFile(byte[] Content, string ContentType, string ETag);
