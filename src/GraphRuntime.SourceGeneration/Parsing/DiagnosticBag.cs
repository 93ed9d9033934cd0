using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration;

/// <summary>Collects what is wrong while a declaration is read.</summary>
internal sealed class DiagnosticBag
{
    private readonly ImmutableArray<DiagnosticInfo>.Builder _items = ImmutableArray.CreateBuilder<DiagnosticInfo>();

    public void Add(DiagnosticDescriptor descriptor, ISymbol symbol, params string[] arguments) =>
        Add(descriptor, symbol.Locations.FirstOrDefault(static l => l.IsInSource), arguments);

    public void Add(DiagnosticDescriptor descriptor, AttributeData attribute, params string[] arguments) =>
        Add(descriptor, attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation(), arguments);

    public EquatableArray<DiagnosticInfo> ToArray() => new(_items.ToImmutable());

    private void Add(DiagnosticDescriptor descriptor, Location? location, string[] arguments) =>
        _items.Add(new DiagnosticInfo(descriptor, LocationInfo.From(location), new(ImmutableArray.Create(arguments))));
}
