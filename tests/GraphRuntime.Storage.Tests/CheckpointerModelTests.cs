using GraphRuntime.Checkpointing;
using GraphRuntime.Testing;
using GraphRuntime.Testing.Xunit;

namespace GraphRuntime.Storage.Tests;

/// <summary>The model has to keep the contract itself before others are compared with it.</summary>
public sealed class CheckpointerModelTests : CheckpointerConformanceTests
{
    private readonly CheckpointerModel _model = new();

    protected override int Sequences => 1;

    protected override ValueTask<ICheckpointer> OpenAsync() => new(_model);
}
