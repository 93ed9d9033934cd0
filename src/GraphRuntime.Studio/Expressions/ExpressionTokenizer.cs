using System.Text;

namespace GraphRuntime.Studio;

/// <summary>Takes an expression apart.</summary>
internal sealed class ExpressionTokenizer(string text)
{
    private static readonly string[] s_symbols = ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "(", ")", "[", "]", ".", ",", "-"];

    private int _position;

    public static List<ExpressionToken> Read(string text)
    {
        var tokenizer = new ExpressionTokenizer(text);
        var tokens = new List<ExpressionToken>();
        do
        {
            tokens.Add(tokenizer.Next());
        }
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private ExpressionToken Next()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }

        if (_position == text.Length)
        {
            return new ExpressionToken(TokenKind.End, "", _position, 0);
        }

        var first = text[_position];
        return first is '"' or '\'' ? Text(first)
            : char.IsAsciiDigit(first) ? Number()
            : IsNameStart(first) ? Name()
            : Symbol();
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or '$';

    private ExpressionToken Name()
    {
        var start = _position;
        while (_position < text.Length && (IsNameStart(text[_position]) || char.IsAsciiDigit(text[_position])))
        {
            _position++;
        }

        return Token(TokenKind.Name, text[start.._position], start);
    }

    private ExpressionToken Number()
    {
        var start = _position;
        Digits();
        if (_position + 1 < text.Length && text[_position] == '.' && char.IsAsciiDigit(text[_position + 1]))
        {
            _position++;
            Digits();
        }

        if (_position < text.Length && text[_position] is 'e' or 'E')
        {
            _position++;
            _position += _position < text.Length && text[_position] is '+' or '-' ? 1 : 0;
            Digits();
        }

        return Token(TokenKind.Number, text[start.._position], start);
    }

    private void Digits()
    {
        while (_position < text.Length && char.IsAsciiDigit(text[_position]))
        {
            _position++;
        }
    }

    private ExpressionToken Text(char quote)
    {
        var start = _position++;
        var value = new StringBuilder();
        while (_position < text.Length && text[_position] != quote)
        {
            if (text[_position] == '\\')
            {
                _position++;
                value.Append(Escaped(start));
            }
            else
            {
                value.Append(text[_position]);
            }

            _position++;
        }

        if (_position == text.Length)
        {
            throw new ExpressionException($"The text has no end. Close it with {quote}.", start, text.Length - start);
        }

        _position++;
        return Token(TokenKind.Text, value.ToString(), start);
    }

    private char Escaped(int start) => _position < text.Length
        ? text[_position] switch
        {
            'n' => '\n',
            't' => '\t',
            '\\' or '"' or '\'' => text[_position],
            _ => throw new ExpressionException("After a backslash comes n, t, a quote or another backslash.", _position - 1, 2),
        }
        : throw new ExpressionException("The text has no end.", start, text.Length - start);

    private ExpressionToken Symbol()
    {
        var symbol = Array.Find(s_symbols, candidate => string.CompareOrdinal(text, _position, candidate, 0, candidate.Length) == 0);
        if (symbol is null)
        {
            var hint = text[_position] == '=' ? " Two values are compared with '=='." : "";
            throw new ExpressionException($"'{text[_position]}' has no meaning here.{hint}", _position, 1);
        }

        _position += symbol.Length;
        return Token(TokenKind.Symbol, symbol, _position - symbol.Length);
    }

    private ExpressionToken Token(TokenKind kind, string value, int start) => new(kind, value, start, _position - start);
}
