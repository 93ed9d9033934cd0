namespace GraphRuntime.Execution;

/// <summary>The newest values that the nodes of an attempt emitted, also those of subgraphs that it called.</summary>
internal sealed class EmissionLog
{
    private const int Most = 2000;

    private readonly Queue<EmittedPiece> _pieces = new();

    public IReadOnlyCollection<EmittedPiece> Pieces => _pieces;

    /// <summary>How many were left out to keep the bound.</summary>
    public int Omitted { get; private set; }

    public void Add(EmittedPiece piece)
    {
        if (_pieces.Count == Most)
        {
            _pieces.Dequeue();
            Omitted++;
        }

        _pieces.Enqueue(piece);
    }
}
