using GraphRuntime.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the HTTP endpoints of the graph runtime.</summary>
public static class GraphRuntimeEndpoints
{
    /// <summary>Maps all endpoints below a prefix. Conventions of the result, for example authorization, hold for all of them.</summary>
    /// <param name="routes">The application, or a group of it.</param>
    /// <param name="prefix">The prefix, for example <c>/api</c>. Clients are given the address of the server with it.</param>
    /// <returns>The group.</returns>
    public static RouteGroupBuilder MapGraphRuntime(this IEndpointRouteBuilder routes, string prefix = "")
    {
        var group = routes.MapGroup(prefix);
        group.MapGraphRuntimeThreads();
        group.MapGraphRuntimeRuns();
        group.MapGraphRuntimeStreams();
        group.MapGraphRuntimeAssistants();
        group.MapGraphRuntimeStore();
        group.MapGraphRuntimeSchedules();
        group.MapGraphRuntimeInfo();
        return group;
    }

    /// <summary>Maps the endpoints of threads, their states and histories.</summary>
    /// <param name="routes">The application, or a group of it.</param>
    /// <returns>The group.</returns>
    public static RouteGroupBuilder MapGraphRuntimeThreads(this IEndpointRouteBuilder routes)
    {
        var group = Group(routes, "Threads");
        ThreadEndpoints.Map(group);
        StateEndpoints.Map(group);
        return group;
    }

    /// <summary>Maps the endpoints that create, read, wait for and cancel runs.</summary>
    /// <param name="routes">The application, or a group of it.</param>
    /// <returns>The group.</returns>
    public static RouteGroupBuilder MapGraphRuntimeRuns(this IEndpointRouteBuilder routes)
    {
        var group = Group(routes, "Runs");
        RunEndpoints.Map(group);
        return group;
    }

    /// <summary>Maps the endpoints that stream events: of single runs, and of threads with their commands.</summary>
    /// <param name="routes">The application, or a group of it.</param>
    /// <returns>The group.</returns>
    public static RouteGroupBuilder MapGraphRuntimeStreams(this IEndpointRouteBuilder routes)
    {
        var group = Group(routes, "Streams");
        RunStreamEndpoints.Map(group);
        ProtocolEndpoints.Map(group);
        return group;
    }

    /// <summary>Maps the endpoints of assistants, with the graphs and schemas behind them.</summary>
    /// <param name="routes">The application, or a group of it.</param>
    /// <returns>The group.</returns>
    public static RouteGroupBuilder MapGraphRuntimeAssistants(this IEndpointRouteBuilder routes)
    {
        var group = Group(routes, "Assistants");
        AssistantEndpoints.Map(group);
        return group;
    }

    /// <summary>Maps the endpoints of the long-term store.</summary>
    /// <param name="routes">The application, or a group of it.</param>
    /// <returns>The group.</returns>
    public static RouteGroupBuilder MapGraphRuntimeStore(this IEndpointRouteBuilder routes)
    {
        var group = Group(routes, "Store");
        StoreEndpoints.Map(group);
        return group;
    }

    /// <summary>Maps the endpoints of schedules, which clients call crons.</summary>
    /// <param name="routes">The application, or a group of it.</param>
    /// <returns>The group.</returns>
    public static RouteGroupBuilder MapGraphRuntimeSchedules(this IEndpointRouteBuilder routes)
    {
        var group = Group(routes, "Schedules");
        CronEndpoints.Map(group);
        return group;
    }

    /// <summary>Maps <c>/ok</c>, <c>/info</c> and <c>/metrics</c>.</summary>
    /// <param name="routes">The application, or a group of it.</param>
    /// <returns>The group.</returns>
    public static RouteGroupBuilder MapGraphRuntimeInfo(this IEndpointRouteBuilder routes)
    {
        var group = Group(routes, "Server");
        MetaEndpoints.Map(group);
        return group;
    }

    private static RouteGroupBuilder Group(IEndpointRouteBuilder routes, string tag)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var group = routes.MapGroup("");
        group.WithTags(tag);
        return group;
    }
}
