using GraphRuntime.Sqlite.Database;

namespace GraphRuntime.Sqlite.Tests;

public sealed class StatementTests
{
    private const string EchoSql = "SELECT quote(?1)";

    [Fact]
    public void A_statement_takes_each_value_whatever_it_was_given_before()
    {
        using var place = TestDatabase.File();
        using var session = place.Session();

        Echo(session, s => s.Bind(1, 5)).Should().Be("5");
        Echo(session, s => s.Bind(1, 5)).Should().Be("5");
        Echo(session, s => s.Bind(1, 0)).Should().Be("0");
        Echo(session, s => s.Bind(1, (long?)null)).Should().Be("NULL");
        Echo(session, s => s.Bind(1, (string?)null)).Should().Be("NULL");
        Echo(session, s => s.Bind(1, 0)).Should().Be("0");
        Echo(session, s => s.Bind(1, "0")).Should().Be("'0'");
        Echo(session, s => s.Bind(1, 0)).Should().Be("0");
        Echo(session, s => s.Bind(1, new byte[] { 1 })).Should().Be("X'01'");
        Echo(session, s => s.Bind(1, [])).Should().Be("NULL");
        Echo(session, s => s.Bind(1, 0)).Should().Be("0");
    }

    [Fact]
    public void A_statement_that_let_go_of_large_bytes_takes_the_number_it_had_before()
    {
        using var place = TestDatabase.File();
        using var session = place.Session();
        const string Sql = "SELECT length(?1), ?2";

        for (var i = 0; i < 2; i++)
        {
            using var statement = session.Prepare(Sql).Bind(1, new byte[100_000]).Bind(2, 7);
            statement.Read().Should().BeTrue();
            (statement.Long(0), statement.Long(1)).Should().Be((100_000, 7));
        }
    }

    private static string Echo(SqliteSession session, Action<SqliteStatement> bind)
    {
        using var statement = session.Prepare(EchoSql);
        bind(statement);
        statement.Read();
        return statement.Text(0);
    }
}
