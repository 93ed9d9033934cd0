using LangGraphServer;
using LangGraphServer.BlackBox;

// A server that the official LangGraph clients talk to. The address comes from ASPNETCORE_URLS, the database from ConnectionStrings__Threads:
// a SQLite file ("Data Source=threads.db"), or a PostgreSQL database ("Host=..."); without it everything is kept in memory.
var builder = WebApplication.CreateBuilder(args);
var runtime = builder.Services.AddGraphRuntime(options =>
    {
        options.MaxConcurrentRuns = 64;
        options.CancellationGrace = TimeSpan.FromMilliseconds(250);

        // A webhook has 10 seconds to answer; one that fails is notified again after this time.
        options.CallbackPatience = TimeSpan.FromSeconds(12);
    })
    .AddStorage(builder.Configuration.GetConnectionString("Threads"));
if (args.Contains("--blackbox"))
{
    runtime.AddBlackBoxGraphs().AddHttpApi(BlackBoxGraphs.Trust);
}
else
{
    // A to-do assistant that a script answers for; guide.mjs beside this file talks to it.
    runtime.AddHttpApi().AddGraph<ConversationState>("task_maistro", ConversationGraphs.Maistro);
}

builder.Services.AddOpenApi();
var app = builder.Build();
app.UseWebSockets();
app.MapOpenApi();
app.MapGraphRuntime();
await app.RunAsync();
