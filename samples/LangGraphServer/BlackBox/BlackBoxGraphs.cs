using GraphRuntime.AspNetCore;

namespace LangGraphServer.BlackBox;

/// <summary>The graphs that black-box tests of servers use.</summary>
internal static class BlackBoxGraphs
{
    public static GraphRuntimeBuilder AddBlackBoxGraphs(this GraphRuntimeBuilder runtime) => runtime
        .AddGraph<LogState>("pair", graph => LineGraphs.Announced(graph, 2))
        .AddGraph<LogState>("chain5", graph => LineGraphs.Announced(graph, 5))
        .AddGraph<LogState>("breakpoint", graph => LineGraphs.Announced(graph, 3), new CompileOptions { InterruptBefore = ["n2"] })
        .AddGraph<AnswerState>("hitl", QuestionGraph.Build)
        .AddGraph<LogState>("fail", LineGraphs.Failing)
        .AddGraph<LogState>("stubborn", SideEffectGraphs.Stubborn)
        .AddGraph<OuterState>("nested", NestedGraphs.Build)
        .AddGraph<LogState>("lanes", SideEffectGraphs.Lanes)
        .AddGraph<ConversationState>("chat", ConversationGraphs.Chat)
        .AddGraph<ConversationState>("maistro", ConversationGraphs.Maistro);

    /// <summary>Tests run on the machine of the server: it may notify them, and nodes see the headers that they send.</summary>
    public static void Trust(HttpApiOptions options)
    {
        options.Webhooks.AllowedHosts.Add("127.0.0.1");
        options.Webhooks.AllowedHosts.Add("localhost");
        options.Webhooks.AllowPlainHttp = true;
        options.Webhooks.AllowPrivateAddresses = true;
        options.ContextHeaders.Add("x-*");
        options.ContextHeaders.Add("user-agent");
    }
}
