using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Diagnostics;
using GraphRuntime.Execution;
using GraphRuntime.Streaming;

namespace GraphRuntime.Threads;

/// <content>What an encoded input is.</content>
internal sealed partial class ThreadGraph<TState>
{
    public ThreadInputKind Classify(ReadOnlyMemory<byte> input) => InputCodec.Look(input.Span) switch
    {
        { Answers: true } => ThreadInputKind.Answer,
        { IsCommand: true } => ThreadInputKind.Command,
        { Updates: true } => ThreadInputKind.New,
        _ => ThreadInputKind.Resume,
    };

    public IReadOnlyList<string> AnsweredIds(ReadOnlyMemory<byte> input) => [.. InputCodec.Decode(Definition, "", input).AnswersById?.Keys ?? []];

    public object? ReadInput(ReadOnlyMemory<byte> input)
    {
        if (InputCodec.Decode(Definition, "", input) is not { Update: { } update, IsCommand: false })
        {
            return null;
        }

        var channels = new ChannelSet(Definition.Schema.Definitions);
        update.WriteTo(new UpdateWriter(channels.All));
        return Definition.Schema.ReadState(channels.All);
    }

    public object ReadState(ReadOnlyMemory<byte> output) => EventJsonReader.ReadState(Definition.Schema, JsonElement.Parse(output.Span));
}
