namespace GraphRuntime.Testing.Threads.Model;

/// <summary>A step with all its details: how it is described, and how it is carried out on the store and on the model.</summary>
/// <param name="Description">What it does, on one line.</param>
/// <param name="OnStoreAsync">Carries it out on the store; gives the answer as text.</param>
/// <param name="OnModelAsync">The same on the model.</param>
internal sealed record RunCall(string Description, Func<Task<string>> OnStoreAsync, Func<Task<string>> OnModelAsync);
