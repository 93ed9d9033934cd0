using System.Runtime.CompilerServices;

namespace GraphRuntime.Threads;

/// <summary>Lets the method that awaits it go on in the dispatcher.</summary>
internal readonly struct DispatcherHop(IWorkDispatcher dispatcher) : INotifyCompletion
{
    public bool IsCompleted => false;

    public DispatcherHop GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => dispatcher.Post(continuation);
}
