using System.Globalization;

namespace GraphRuntime.Studio;

/// <summary>Reads expressions. From loose to tight: or, and, not, comparisons, operands.</summary>
internal sealed class ExpressionParser
{
    public const int LongestText = 2_000;
    private const int MostLevels = 32;

    private static readonly string[] s_comparisons = ["==", "!=", "<=", ">=", "<", ">"];
    private static readonly string[] s_words = ["contains", "startsWith", "endsWith"];
    private static readonly string[] s_reserved = ["and", "or", "not", "in", .. s_words];

    private readonly List<ExpressionToken> _tokens;
    private int _next;
    private int _level;

    private ExpressionParser(List<ExpressionToken> tokens) => _tokens = tokens;

    private ExpressionToken Current => _tokens[_next];

    /// <exception cref="ExpressionException">The text is no expression.</exception>
    public static Expression Parse(string text)
    {
        if (text.Length > LongestText)
        {
            throw new ExpressionException($"The expression is longer than {LongestText} characters.", LongestText, text.Length - LongestText);
        }

        var parser = new ExpressionParser(ExpressionTokenizer.Read(text));
        if (parser.Current.Kind == TokenKind.End)
        {
            throw new ExpressionException("The expression is empty.", 0, 0);
        }

        var expression = parser.Or();
        return parser.Current.Kind == TokenKind.End ? expression : throw Wrong(parser.Current, "Here the expression should end, or go on with 'and', 'or' or a comparison");
    }

    private static ExpressionException Wrong(ExpressionToken token, string expected) => new(
        token.Kind == TokenKind.End ? $"{expected}, but the expression ends." : $"{expected}, but there is '{(token.Value.Length > 40 ? token.Value[..40] + "…" : token.Value)}'.", token.Position, token.Length);

    private Expression Or()
    {
        var left = And();
        while (Take("||", "or"))
        {
            left = new LogicExpression(IsAnd: false, left, And());
        }

        return left;
    }

    private Expression And()
    {
        var left = Not();
        while (Take("&&", "and"))
        {
            left = new LogicExpression(IsAnd: true, left, Not());
        }

        return left;
    }

    private Expression Not() => Take("!", "not") ? Deeper(() => new NotExpression(Not())) : Comparison();

    private Expression Comparison()
    {
        var left = Operand();
        var token = Current;
        if ((token.Kind == TokenKind.Symbol && s_comparisons.Contains(token.Value)) || (token.Kind == TokenKind.Name && s_words.Contains(token.Value)))
        {
            _next++;
            return new ComparisonExpression(token.Value, left, Operand());
        }

        if (!token.IsWord("in"))
        {
            return left;
        }

        _next++;
        return Current.Is("[") ? new MembershipExpression(left, Choices()) : new ComparisonExpression("in", left, Operand());
    }

    private List<Expression> Choices()
    {
        _next++;
        var choices = new List<Expression>();
        while (!Current.Is("]"))
        {
            choices.Add(Operand());
            if (!Current.Is("]"))
            {
                Expect(",");
            }
        }

        _next++;
        return choices;
    }

    private Expression Operand()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Text:
                _next++;
                return new LiteralExpression(ExpressionValues.Of(token.Value));
            case TokenKind.Number:
                return Number("");
            case TokenKind.Name:
                return Word(token);
            case TokenKind.Symbol when token.Is("("):
                _next++;
                var inner = Deeper(Or);
                Expect(")");
                return inner;
            case TokenKind.Symbol when token.Is("-"):
                _next++;
                return Current.Kind == TokenKind.Number ? Number("-") : throw Wrong(Current, "After '-' comes a number");
            case TokenKind.Symbol when token.Is("["):
                return Path([]);
            default:
                throw Wrong(token, "Here should be a value: a name, a text, a number, true, false or null");
        }
    }

    private LiteralExpression Number(string sign)
    {
        var token = Current;
        _next++;
        var digits = token.Value;
        return digits.Length <= 100 && (digits == "0" || !digits.StartsWith('0') || digits[1] is '.' or 'e' or 'E') && char.IsAsciiDigit(digits[^1])
            ? new LiteralExpression(ExpressionValues.Read(sign + digits))
            : throw new ExpressionException("This is no number.", token.Position, token.Length);
    }

    private Expression Word(ExpressionToken token)
    {
        if (s_reserved.Contains(token.Value))
        {
            throw Wrong(token, "Here should be a value");
        }

        _next++;
        return token.Value switch
        {
            "true" => new LiteralExpression(ExpressionValues.Of(true)),
            "false" => new LiteralExpression(ExpressionValues.Of(false)),
            "null" => new LiteralExpression(ExpressionValues.Null),
            _ when Current.Is("(") => Call(token),
            _ => Path([new PathPart(token.Value, 0)]),
        };
    }

    private Expression Call(ExpressionToken name)
    {
        _next++;
        var argument = Deeper(Operand);
        Expect(")");
        return name.Value switch
        {
            "exists" when argument is PathExpression => new ExistsExpression(argument),
            "exists" => throw new ExpressionException("'exists' takes a path of the state.", name.Position, name.Length),
            "length" => new LengthExpression(argument),
            _ => throw new ExpressionException($"There is no function '{(name.Value.Length > 40 ? name.Value[..40] + "…" : name.Value)}'. There are exists(path) and length(value).", name.Position, name.Length),
        };
    }

    private PathExpression Path(List<PathPart> parts)
    {
        while (true)
        {
            if (Current.Is("."))
            {
                _next++;
                parts.Add(Current.Kind == TokenKind.Name ? new PathPart(Current.Value, 0) : throw Wrong(Current, "After '.' comes a name"));
                _next++;
            }
            else if (Current.Is("["))
            {
                _next++;
                parts.Add(Index());
                Expect("]");
            }
            else
            {
                return new PathExpression(parts);
            }
        }
    }

    private PathPart Index()
    {
        var isNegative = Current.Is("-");
        _next += isNegative ? 1 : 0;
        var token = Current;
        _next++;
        return token.Kind switch
        {
            TokenKind.Text when !isNegative => new PathPart(token.Value, 0),
            TokenKind.Number when int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) => new PathPart(null, isNegative ? -index : index),
            _ => throw Wrong(token, "In brackets comes a position or a name in quotes"),
        };
    }

    private bool Take(string symbol, string word)
    {
        var found = Current.Is(symbol) || Current.IsWord(word);
        _next += found ? 1 : 0;
        return found;
    }

    private void Expect(string symbol)
    {
        if (!Current.Is(symbol))
        {
            throw Wrong(Current, $"Here should be '{symbol}'");
        }

        _next++;
    }

    /// <summary>Bounds the depth, and with it the stack: of what is read here, and of what is evaluated later.</summary>
    private Expression Deeper(Func<Expression> read)
    {
        if (++_level > MostLevels)
        {
            throw new ExpressionException($"The expression is nested more than {MostLevels} levels deep.", Current.Position, Current.Length);
        }

        var expression = read();
        _level--;
        return expression;
    }
}
