using Microsoft.Extensions.DependencyInjection;
using TaskMaistro;
using TaskMaistro.Stories;
using TaskMaistro.Talk;

try
{
    var options = CommandLine.Parse(args);
    switch (options.Action)
    {
        case CommandLineAction.Help:
            Console.WriteLine(CommandLine.Usage);
            return 0;
        case CommandLineAction.List:
            StoryBook.List(Console.Out);
            return 0;
        default:
            break;
    }

    using var host = Application.Build(options);
    await host.StartAsync();

    // A store that is not there is told before anything is played.
    await host.Services.GetRequiredService<ThreadRunCoordinator>().SearchThreadsAsync(new ThreadSearchOptions { Limit = 1 });
    Console.WriteLine($"storage: {options.Storage}");
    if (options.Action == CommandLineAction.Talk)
    {
        await host.Services.GetRequiredService<Conversation>().PlayAsync();
    }
    else
    {
        var stage = host.Services.GetRequiredService<Stage>();
        foreach (var story in options.Stories)
        {
            await stage.PlayAsync(story);
        }
    }

    await host.StopAsync();
    return 0;
}
catch (UsageException mistake)
{
    await Console.Error.WriteLineAsync(mistake.Message);
    return 2;
}
catch (GraphRuntimeException failure)
{
    await Console.Error.WriteLineAsync(failure.Message.ReplaceLineEndings(" "));
    return 1;
}
