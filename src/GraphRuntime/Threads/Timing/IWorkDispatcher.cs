namespace GraphRuntime.Threads;

/// <summary>Starts work that nobody waits for. A simulator brings its own.</summary>
internal interface IWorkDispatcher
{
    /// <summary>Runs <paramref name="work"/> soon, never before this call returns control in a way the caller could notice. It throws nothing.</summary>
    void Post(Action work);
}
