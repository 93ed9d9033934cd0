using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Execution;

namespace GraphRuntime.Testing.Laws;

/// <summary>
/// Adds up what the events of a thread show: the writes of its tasks, superstep by superstep, through the reducers of the channels. Of a task that is reported more
/// than once, because a process ended or its result was kept, the last report counts. The events are looked at when the run has ended, as by a reader who is slow.
/// </summary>
internal sealed class LawEvents<TState>(StateSchema<TState> schema, Func<UpdatesEvent, IReadOnlyDictionary<string, JsonElement>> writesOf)
    where TState : class
{
    private readonly ChannelSet _channels = new(schema.Definitions);
    private readonly List<Superstep> _supersteps = [];

    /// <summary>Adds what is written from outside, an input or an edit, as a superstep of its own.</summary>
    public void Add(StateUpdate<TState> update) => _supersteps.Add(new Superstep(null) { Outside = update });

    public void Add(GraphEvent graphEvent)
    {
        switch (graphEvent)
        {
            case TaskStartedEvent started:
                SuperstepOf(started.Step).Start(started.TaskId);
                break;
            case UpdatesEvent updates:
                _supersteps[^1].Updates[updates.TaskId] = updates;
                break;
        }
    }

    /// <summary>The state that the events so far give.</summary>
    public TState Sum()
    {
        foreach (var superstep in _supersteps)
        {
            superstep.Outside?.WriteTo(new UpdateWriter(_channels.All));
            foreach (var updates in superstep.Tasks.Select(superstep.Updates.GetValueOrDefault).OfType<UpdatesEvent>())
            {
                Apply(writesOf(updates));
            }

            _channels.EndStep();
        }

        _supersteps.Clear();
        return (TState)schema.ReadState(_channels.All);
    }

    private Superstep SuperstepOf(int number)
    {
        if (_supersteps.Find(superstep => superstep.Number == number) is not { } superstep)
        {
            _supersteps.Add(superstep = new Superstep(number));
        }

        return superstep;
    }

    private void Apply(IReadOnlyDictionary<string, JsonElement> writes)
    {
        foreach (var (name, write) in writes)
        {
            var channel = _channels.All[schema.IndexOf(name)];
            if (Marked(write, StoredWrites.Overwrite) is { } value)
            {
                channel.OverwriteJson(value);
            }
            else if (Marked(write, StoredWrites.Several) is { } several)
            {
                Array.ForEach([.. several.EnumerateArray()], channel.WriteJson);
            }
            else
            {
                channel.WriteJson(write);
            }
        }
    }

    private static JsonElement? Marked(JsonElement write, string mark) =>
        write.ValueKind == JsonValueKind.Object && write.TryGetProperty(mark, out var value) ? value : null;

    /// <param name="number">The number of the superstep; <see langword="null"/> for what is written from outside.</param>
    private sealed class Superstep(int? number)
    {
        public int? Number { get; } = number;

        public StateUpdate<TState>? Outside { get; init; }

        /// <summary>The tasks in the order in which their writes are applied.</summary>
        public List<string> Tasks { get; } = [];

        public Dictionary<string, UpdatesEvent> Updates { get; } = [];

        public void Start(string task)
        {
            if (!Tasks.Contains(task))
            {
                Tasks.Add(task);
            }
        }
    }
}
