using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskMaistro.Assistant;
using TaskMaistro.Chat;
using TaskMaistro.Stories;
using TaskMaistro.Talk;

namespace TaskMaistro;

/// <summary>Puts the application together, as any host does.</summary>
internal static class Application
{
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(1);

    /// <summary>The script takes time in a talk, so that one can write again while it answers.</summary>
    private static readonly TimeSpan ThinkingTime = TimeSpan.FromSeconds(2);

    public static IHost Build(CommandLine options)
    {
        var host = Host.CreateApplicationBuilder();
        host.Logging.ClearProviders();
        var services = host.Services;
        var takesTime = options is { Model: null, Action: CommandLineAction.Talk };
        services.AddSingleton(new GatedChatClient(ChatClients.Create(options.Model), takesTime ? ThinkingTime : TimeSpan.Zero));
        services.AddSingleton<IChatClient>(static provider => provider.GetRequiredService<GatedChatClient>());
        services.AddSingleton(options.User);
        services.AddSingleton<ToDoList>();
        services.AddSingleton(Console.Out);
        services.AddSingleton(Console.In);
        services.AddSingleton<Stage>();
        services.AddSingleton<Conversation>();

        // After a crash of this program, the runs it left behind go on when their lease is over.
        var runtime = services.AddGraphRuntime(o => (o.LeaseDuration, o.HeartbeatInterval) = (LeaseDuration, HeartbeatInterval))
            .AddGraph<TaskState>(TaskMaistroGraph.Name, TaskMaistroGraph.Build);
        options.Storage.AddTo(runtime);
        return host.Build();
    }
}
