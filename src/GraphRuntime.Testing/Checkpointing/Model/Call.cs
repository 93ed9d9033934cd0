using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Checkpointing.Model;

/// <summary>A call to be made on the model and on the checkpointer alike. It returns what a caller learns, in words.</summary>
internal sealed record Call(string Description, Func<ICheckpointer, Task<string>> RunAsync);
