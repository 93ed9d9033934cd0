namespace GraphRuntime.Testing;

/// <summary>A call of a store that <see cref="StoreFaults"/> wraps.</summary>
/// <param name="Method">The name of the method of the contract, such as <c>PutAsync</c>.</param>
/// <param name="ThreadId">The thread it is about, or <see langword="null"/> where it is about several or none.</param>
/// <param name="IsWrite">Whether it changes what is stored.</param>
public sealed record StoreCall(string Method, string? ThreadId, bool IsWrite);
