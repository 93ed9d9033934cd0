using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>A graph by its name, as the coordinator finds it.</summary>
internal sealed record GraphRegistration(string Name, Func<IServiceProvider, IThreadGraph> Create);
