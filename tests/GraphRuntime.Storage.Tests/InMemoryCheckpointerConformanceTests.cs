using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Xunit;

namespace GraphRuntime.Storage.Tests;

public sealed class InMemoryCheckpointerConformanceTests : CheckpointerConformanceTests
{
    private readonly InMemoryCheckpointer _store = new();

    protected override int Sequences => 300;

    protected override int Operations => 60;

    protected override ValueTask<ICheckpointer> OpenAsync() => new(_store);
}
