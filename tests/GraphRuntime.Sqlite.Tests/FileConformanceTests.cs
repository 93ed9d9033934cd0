using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Xunit;

namespace GraphRuntime.Sqlite.Tests;

public sealed class FileConformanceTests : CheckpointerConformanceTests
{
    private readonly TestDatabase _place = TestDatabase.File();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _place.Dispose();
    }

    protected override ValueTask<ICheckpointer> OpenAsync() => new(SqliteCheckpointer.Open(_place.ConnectionString));
}
