using System.Diagnostics;
using GraphRuntime.Benchmarks;
using GraphRuntime.Benchmarks.Agents;
using GraphRuntime.Benchmarks.Coordinator;
using GraphRuntime.Benchmarks.Growth;
using GraphRuntime.Benchmarks.Measuring;
using GraphRuntime.Benchmarks.Micro;
using GraphRuntime.Benchmarks.Scale;
using GraphRuntime.Benchmarks.Stores;
using GraphRuntime.Benchmarks.Workloads;

if (args is ["--micro", .. var rest])
{
    MicroBenchmarks.Run(rest);
    return 0;
}

var options = BenchOptions.Parse(args);
switch (options.Workload)
{
    case "list":
        Console.WriteLine(BenchOptions.Usage);
        Console.WriteLine(string.Join('\n', WorkloadCatalog.Names.Concat(ScaleCases.Names).Concat(CoordinatorCases.Names).Concat(AgentCases.Names).Append(GrowthCase.Name)));
        return 0;
    case "all":
        return await EachAsync(WorkloadCatalog.Names.Where(n => options.Store != "none" || n != "interrupt_resume"));
    case "scale":
        return await EachAsync(ScaleCases.Names);
    case "coordinator":
        return await EachAsync(CoordinatorCases.Names);
    case "agents":
        return await EachAsync(AgentCases.Names);
    default:
        await OneAsync();
        return 0;
}

async Task OneAsync()
{
    await using var store = await BenchStore.OpenAsync(options.Store);
    if (options.Workload == GrowthCase.Name)
    {
        await GrowthCase.RunAsync(store, options);
        return;
    }

    CaseLine line;
    if (ScaleCases.Names.Contains(options.Workload))
    {
        line = await ScaleCases.RunAsync(options.Workload, store, options);
    }
    else if (CoordinatorCases.Names.Contains(options.Workload))
    {
        line = await CoordinatorCases.RunAsync(options.Workload, store, options);
    }
    else if (AgentCases.Names.Contains(options.Workload))
    {
        line = await AgentCases.RunAsync(options.Workload, store, options);
    }
    else if (WorkloadCatalog.IsHistory(options.Workload, out var turns))
    {
        line = await new HistoryCase(options.Workload, turns, store, options).RunAsync();
    }
    else
    {
        var workload = WorkloadCatalog.Create(options.Workload);
        workload.Compile(store.Checkpointer);
        line = await new CaseRunner(workload, store, options).RunAsync();
    }

    line.Write(options.JsonFile);
}

// One case is one process, so that peak memory and warm code are the case's own.
async Task<int> EachAsync(IEnumerable<string> names)
{
    var failed = 0;
    foreach (var name in names)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        foreach (var argument in Arguments(name))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        failed += process.ExitCode == 0 ? 0 : 1;
    }

    return failed;
}

IEnumerable<string> Arguments(string name)
{
    var copy = (string[])args.Clone();
    copy[Array.IndexOf(copy, "--workload") + 1] = name;
    return copy;
}
