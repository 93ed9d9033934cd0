using System.Globalization;

namespace GraphRuntime.Graphs;

/// <summary>The number of a call of a subgraph within an attempt; the error handler that runs in the place of the node has numbers of its own.</summary>
internal readonly record struct CallNumber(int Number, bool OfHandler)
{
    /// <summary>The end of a name; empty for the first call of the node.</summary>
    public override string ToString() => Number == 0 && !OfHandler ? "" : string.Create(CultureInfo.InvariantCulture, $"+{(OfHandler ? "h" : "")}{Number}");
}
