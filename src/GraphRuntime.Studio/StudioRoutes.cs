namespace GraphRuntime.Studio;

/// <summary>All endpoints of the studio.</summary>
internal static class StudioRoutes
{
    public static void Map(StudioMap map)
    {
        InfoEndpoints.Map(map);
        GraphEndpoints.Map(map);
        ThreadEndpoints.Map(map);
        RunEndpoints.Map(map);
        EventEndpoints.Map(map);
        StateEndpoints.Map(map);
        EditEndpoints.Map(map);
        QuestionEndpoints.Map(map);
        SessionEndpoints.Map(map);
        BreakpointEndpoints.Map(map);
        ExpressionEndpoints.Map(map);
        OperationEndpoints.Map(map);
        LiveEndpoints.Map(map);
        map.Read("api/{**rest}", static _ => throw StudioException.NotFound("not_found", "The studio has no such endpoint."));
        StudioFiles.Map(map);
    }
}
