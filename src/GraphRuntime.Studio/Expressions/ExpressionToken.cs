namespace GraphRuntime.Studio;

/// <summary>What a part of an expression is.</summary>
internal enum TokenKind
{
    End,
    Name,
    Text,
    Number,
    Symbol,
}

/// <summary>A part of an expression: a name, a literal or a symbol, with its place.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The name, the symbol, the digits, or the text without its quotes.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="Length">How long it is, with its quotes.</param>
internal readonly record struct ExpressionToken(TokenKind Kind, string Value, int Position, int Length)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Value == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Name && Value == word;
}
