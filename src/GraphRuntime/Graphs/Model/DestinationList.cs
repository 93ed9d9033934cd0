namespace GraphRuntime.Graphs;

/// <summary>The destinations of a task. Nearly every task has one at most, so the first needs no list.</summary>
internal struct DestinationList
{
    private Destination _first;
    private List<Destination>? _more;

    public int Count { get; private set; }

    public readonly bool HasSends => _first.Send is not null || (_more is not null && _more.Exists(static d => d.Send is not null));

    public readonly Destination this[int index] => index == 0 ? _first : _more![index - 1];

    public void Add(Destination destination)
    {
        if (Count++ == 0)
        {
            _first = destination;
        }
        else
        {
            (_more ??= []).Add(destination);
        }
    }
}
