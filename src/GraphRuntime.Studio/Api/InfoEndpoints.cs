using System.Reflection;

namespace GraphRuntime.Studio;

/// <summary>What the page has to know about its server.</summary>
internal static class InfoEndpoints
{
    private static readonly string s_version = typeof(InfoEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public static void Map(StudioMap map) => map.Read("api/info", static request =>
    {
        var (services, limits) = (request.Services, ValueLimits.Default);
        return request.AnswerAsync(
            new StudioInfo(
                s_version,
                services.Options.IsReadOnly,
                services.Coordinator.Health.Owner,
                services.Time.GetUtcNow(),
                services.Graphs.Names,
                new StudioLimits(limits.StringLength, limits.Depth, limits.Children, limits.Nodes, ThreadEventWriter.MostBytes, StudioRequest.MaxPage, services.Options.MaxSessions),
                ["why"]),
            StudioJson.Default.StudioInfo);
    });
}
