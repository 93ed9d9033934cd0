#pragma warning disable MEAI001 // The experimental contents are stored like the others.
using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.AI.Tests.Messages;

/// <summary>Every content of Microsoft.Extensions.AI comes back from the store as it was written.</summary>
public sealed class ContentTests
{
    private static readonly FunctionCallContent Call = new("call-1", "search", new Dictionary<string, object?> { ["text"] = "rain", ["days"] = 3, ["where"] = null });

    private static readonly AIContent[] Contents =
    [
        new TextContent("text") { Annotations = [new CitationAnnotation { Title = "a page", AnnotatedRegions = [new TextSpanAnnotatedRegion { StartIndex = 0, EndIndex = 2 }] }] },
        new TextReasoningContent("because") { ProtectedData = "sealed" },
        new DataContent(new byte[] { 1, 2, 3 }, "image/png"),
        new UriContent("https://example.com/a.png", "image/png"),
        new ErrorContent("no") { ErrorCode = "7" },
        new UsageContent(new UsageDetails { InputTokenCount = 1, OutputTokenCount = 2, AdditionalCounts = new() { ["cache"] = 3 } }),
        Call,
        new FunctionResultContent("call-1", "sunny"),
        new FunctionResultContent("call-2", JsonElement.Parse("""{"rain":false}""")),
        new FunctionResultContent("call-3", null),
        new ToolApprovalRequestContent("ask-1", Call),
        new ToolApprovalResponseContent("ask-1", approved: false, Call) { Reason = "too dear" },
        new HostedFileContent("file-1"),
        new HostedVectorStoreContent("store-1"),
        new McpServerToolCallContent("call-4", "search", "server") { Arguments = new Dictionary<string, object?> { ["a"] = 1 } },
        new McpServerToolResultContent("call-4") { Outputs = [new TextContent("found")] },
        new CodeInterpreterToolCallContent("call-5") { Inputs = [new TextContent("1+1")] },
        new CodeInterpreterToolResultContent("call-5") { Outputs = [new TextContent("2")] },
        new WebSearchToolCallContent("call-6"),
        new WebSearchToolResultContent("call-6"),
        new ImageGenerationToolCallContent("call-7"),
        new ImageGenerationToolResultContent("call-7"),
        new ToolCallContent("call-8"),
        new ToolResultContent("call-8"),
        new AIContent { AdditionalProperties = new() { ["note"] = "plain" } },
    ];

    public static TheoryData<string> Kinds => [.. typeof(AIContent).Assembly.GetExportedTypes().Where(static t => t.IsAssignableTo(typeof(AIContent)) && t.GetConstructors().Length > 0).Select(static t => t.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_content_comes_back_from_the_store(string kind)
    {
        var checkpointer = new InMemoryCheckpointer();
        var contents = Contents.Where(c => c.GetType().Name == kind).ToList();
        contents.Should().NotBeEmpty("each kind of content has an example here");
        var message = new ChatMessage(ChatRole.Assistant, contents)
        {
            MessageId = "m1",
            AuthorName = "clerk",
            CreatedAt = DateTimeOffset.UnixEpoch,
            AdditionalProperties = new() { ["note"] = "text", ["number"] = 1, ["nothing"] = null },
        };
        await Graph(checkpointer).InvokeAsync(new ChatState.Update { Messages = [message] }, "t");

        var read = (await Graph(checkpointer).GetStateAsync("t")).State.Messages.Should().ContainSingle().Subject;

        read.Contents.Select(static c => c.GetType()).Should().Equal(contents.Select(static c => c.GetType()));
        Json(read).Should().Be(Json(message));
    }

    private static string Json(ChatMessage message) => JsonSerializer.Serialize(message, ChatJson.Options);

    private static CompiledGraph<ChatState> Graph(InMemoryCheckpointer checkpointer) => StateGraph.Create<ChatState>("chat")
        .AddNode("end", static _ => NodeResult<ChatState>.None)
        .AddEdge(GraphRuntime.Graph.Start, "end")
        .Compile(new() { Checkpointer = checkpointer });
}
