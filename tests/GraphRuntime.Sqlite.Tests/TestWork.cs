using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Writing;

namespace GraphRuntime.Sqlite.Tests;

internal sealed class TestWork(Action<SqliteSession> action) : WriteWork
{
    public override void Execute(SqliteSession session) => action(session);
}
