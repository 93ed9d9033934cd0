using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.CrashHost;

internal static class InitCommand
{
    /// <summary>The first use of a store creates its tables.</summary>
    public static async Task<int> RunAsync(IServiceProvider services)
    {
        await services.GetRequiredService<IRunStore>().SearchThreadsAsync(new ThreadQuery { Limit = 1 }, CancellationToken.None);
        return 0;
    }
}
