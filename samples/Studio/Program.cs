using Microsoft.Extensions.AI;
using Studio;
using TaskMaistro.Assistant;
using TaskMaistro.Chat;

// The studio in an application: a page that shows the graphs of the process running, and lets you step through them.
// It answers to this computer only. Arguments: --urls http://127.0.0.1:5080 (default), --store memory or a SQLite file (default: memory).
var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var services = builder.Services;
services.AddSingleton<IChatClient>(new GatedChatClient(ScriptedModel.Create(), TimeSpan.FromSeconds(1)));
var runtime = services.AddGraphRuntime()
    .AddGraph<TaskState>(TaskMaistroGraph.Name, TaskMaistroGraph.Build)
    .AddGraph<ReportState>(ReportGraph.Name, ReportGraph.Build);
if (builder.Configuration["store"] is { Length: > 0 } store && store != "memory")
{
    runtime.AddSqlite($"Data Source={store}");
}

if (builder.Configuration["urls"] is null)
{
    builder.WebHost.UseUrls("http://127.0.0.1:5080");
}

var app = builder.Build();
app.MapGraphRuntimeStudio("/studio", options =>
{
    options.RunContext["user_id"] = "Ada";
    options.ExampleInputs[TaskMaistroGraph.Name] = """{"Messages":[{"Role":"user","MessageId":"m1","Contents":[{"$type":"text","Text":"Add a ToDo to follow-up with DI Repairs."}]}]}""";
    options.ExampleInputs[ReportGraph.Name] = """{"Topic":"double texting"}""";
});
await app.StartAsync();
await Examples.PlayAsync(app.Services.GetRequiredService<ThreadRunCoordinator>());
Console.WriteLine($"Studio: {app.Urls.First()}/studio/");
await app.WaitForShutdownAsync();
