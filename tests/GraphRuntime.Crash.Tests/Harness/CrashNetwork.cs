using GraphRuntime.PostgresFixture;

namespace GraphRuntime.Crash.Tests;

/// <summary>A bad network of its own between each process and the database: it delays, loses, cuts and resets by a plan, and now and then a process reaches nothing at all.</summary>
internal sealed class CrashNetwork : IAsyncDisposable
{
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(1);

    private readonly FaultPlan _plan;
    private readonly FaultProxy[] _proxies;
    private readonly PostgresSchema _schema;

    public CrashNetwork(PostgresSchema schema, CrashPlan plan)
    {
        _plan = new FaultPlan(plan.Seed, s_silence) { Rate = plan.NetworkFaultRate };
        _schema = schema;
        _proxies = [.. Enumerable.Range(0, plan.Processes).Select(_ => new FaultProxy(schema.ConnectionString, _plan))];
    }

    /// <summary>How many connections were ended by faults.</summary>
    public int Ended => _plan.Ended;

    /// <summary>How the process of a number reaches the database.</summary>
    public string[] Database(int process) => ["--db", _proxies[process].ConnectionString, "--schema", _schema.Name];

    /// <summary>Cuts one process off, or lets it in again.</summary>
    public void Partition(int process, bool isCut) => _proxies[process].IsCut = isCut;

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies)
        {
            await proxy.DisposeAsync();
        }
    }
}
