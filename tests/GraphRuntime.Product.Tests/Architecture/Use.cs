namespace GraphRuntime.Product.Tests.Architecture;

/// <summary>A type of one room uses a type of another.</summary>
internal sealed record Use(string From, string To, string Type, string Used)
{
    public override string ToString() => $"{From}/{Type} uses {To}/{Used}";
}
