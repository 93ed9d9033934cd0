namespace GraphRuntime.Product.Tests.Architecture;

/// <summary>A type in one folder uses a type in another, or in the same.</summary>
internal sealed record Use(string From, string To, string Type, string Used)
{
    public override string ToString() => $"{From}: {Type} uses {To}: {Used}";
}
