namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>The numbers behind a wide workload, and the document it passes around.</summary>
internal sealed record WideShape(int Outer, int Inner, int Limit)
{
    public static WideShape For(int size, int limit) => new(size == 25 ? 5 : 3, size == 9 ? 3 : 5, limit);

    /// <summary>How many loops it takes, and how long the list of messages is then.</summary>
    public (int Loops, int Messages) Growth()
    {
        var (messages, events, responses, loops) = (1, 0, 0, 0);
        do
        {
            events += messages;
            responses += events;
            messages += responses;
            loops++;
        }
        while (messages <= Limit);
        return (loops, messages);
    }

    public WideDocument Document()
    {
        var document = new WideDocument();
        for (var i = 0; i < Outer; i++)
        {
            var part = document[new string((char)('0' + i), 10)] = [];
            for (var j = 0; j < Inner; j++)
            {
                part[new string((char)('0' + j), 10)] =
                    [.. Enumerable.Range(0, 5).SelectMany(static _ => new object?[] { string.Concat(Enumerable.Repeat("hi?", 10)), true, 1, 6327816386138L, null })];
            }
        }

        return document;
    }
}

/// <summary>A map of maps of lists.</summary>
internal sealed class WideDocument : Dictionary<string, Dictionary<string, object?[]>>;
