namespace GraphRuntime.Studio;

/// <summary>What a list has at one moment, as it is sent.</summary>
/// <param name="Event"><c>list</c>, or <c>problem</c> where it cannot be read; it is read again then.</param>
/// <param name="Data">The list, or the problem document, as UTF-8 JSON.</param>
internal sealed record LiveContent(string Event, byte[] Data);
