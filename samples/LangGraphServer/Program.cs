using LangGraphServer;
using LangGraphServer.BlackBox;

// A server that the official LangGraph clients talk to. The address comes from ASPNETCORE_URLS, the database from ConnectionStrings__Threads:
// a SQLite file ("Data Source=threads.db"), or a PostgreSQL database ("Host=..."); without it everything is kept in memory.
var builder = WebApplication.CreateBuilder(args);
var runtime = builder.Services.AddGraphRuntime(options => (options.MaxConcurrentRuns, options.CancellationGrace) = (64, TimeSpan.FromMilliseconds(250)))
    .AddStorage(builder.Configuration.GetConnectionString("Threads"))
    .AddHttpApi();
runtime.AddBlackBoxGraphs();
var app = builder.Build();
app.MapGraphRuntime();
await app.RunAsync();
