using System.Runtime.CompilerServices;

namespace GraphRuntime.Threads;

/// <summary>Lets the method that awaits it go on in the dispatcher, while its thread does something else at once.</summary>
internal readonly struct Handover(IWorkDispatcher dispatcher, Action work) : INotifyCompletion
{
    public bool IsCompleted => false;

    public Handover GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation)
    {
        dispatcher.Post(continuation);
        work();
    }
}
