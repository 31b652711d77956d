#include "engine/simulators/companyquery.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct Token {
    enum class Kind { Word, Text, Symbol, End };
    Kind kind = Kind::End;
    QString text;
    qsizetype column = 0;
    [[nodiscard]] bool isWord(QLatin1StringView word) const
    {
        return kind == Kind::Word && text.compare(word, Qt::CaseInsensitive) == 0;
    }
};

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'.' || c == u'-';
}

class Tokenizer {
public:
    explicit Tokenizer(const QString &statement)
        : m_statement(statement)
    {
    }

    [[nodiscard]] QList<Token> tokens()
    {
        QList<Token> all;
        do
            all.append(next());
        while (all.last().kind != Token::Kind::End);
        return all;
    }

private:
    [[nodiscard]] Token next()
    {
        while (m_at < m_statement.size() && m_statement.at(m_at).isSpace())
            ++m_at;
        Token token{Token::Kind::End, {}, m_at + 1};
        if (m_at >= m_statement.size())
            return token;
        const QChar c = m_statement.at(m_at);
        if (c == u'\'')
            return text(token);
        if (isWordCharacter(c))
            return word(token);
        token.kind = Token::Kind::Symbol;
        token.text = c;
        ++m_at;
        if ((c == u'<' || c == u'>') && m_at < m_statement.size() && m_statement.at(m_at) == u'=')
            token.text += m_statement.at(m_at++);
        return token;
    }

    [[nodiscard]] Token word(Token token)
    {
        token.kind = Token::Kind::Word;
        while (m_at < m_statement.size() && isWordCharacter(m_statement.at(m_at)))
            token.text += m_statement.at(m_at++);
        return token;
    }

    /// An unclosed text becomes a symbol, which no rule accepts.
    [[nodiscard]] Token text(Token token)
    {
        token.kind = Token::Kind::Text;
        ++m_at;
        while (m_at < m_statement.size() && m_statement.at(m_at) != u'\'') {
            if (m_statement.at(m_at) == u'\\' && m_at + 1 < m_statement.size())
                ++m_at;
            token.text += m_statement.at(m_at++);
        }
        if (m_at >= m_statement.size())
            token.kind = Token::Kind::Symbol;
        ++m_at;
        return token;
    }

    const QString &m_statement;
    qsizetype m_at = 0;
};

class Parser {
public:
    explicit Parser(QList<Token> tokens)
        : m_tokens(std::move(tokens))
    {
    }

    [[nodiscard]] CompanyResult<CompanyQuery> parse()
    {
        const bool isRead = selection() && (!take("where"_L1) || conditions()) && orders() && page()
            && current().kind == Token::Kind::End;
        if (isRead)
            return m_query;
        return companyFault(u"4000"_s,
            u"QueryParserError: Encountered \" \"%1 \"\" at line 1, column %2."_s.arg(current().text)
                .arg(current().column));
    }

private:
    [[nodiscard]] const Token &current() const { return m_tokens.at(m_at); }

    [[nodiscard]] bool take(QLatin1StringView word)
    {
        if (!current().isWord(word))
            return false;
        ++m_at;
        return true;
    }

    [[nodiscard]] bool takeSymbol(QLatin1StringView symbol)
    {
        if (current().kind != Token::Kind::Symbol || current().text != symbol)
            return false;
        ++m_at;
        return true;
    }

    [[nodiscard]] bool takeWord(QString &target)
    {
        if (current().kind != Token::Kind::Word)
            return false;
        target = current().text;
        ++m_at;
        return true;
    }

    [[nodiscard]] bool takeNumber(int &target)
    {
        QString digits;
        bool isNumber = false;
        if (!takeWord(digits))
            return false;
        target = digits.toInt(&isNumber);
        return isNumber && target >= 0;
    }

    [[nodiscard]] bool selection()
    {
        if (!take("select"_L1))
            return false;
        if (take("count"_L1))
            m_query.isCount = takeSymbol("("_L1) && takeSymbol("*"_L1) && takeSymbol(")"_L1);
        const bool hasColumns = m_query.isCount || takeSymbol("*"_L1);
        return hasColumns && take("from"_L1) && takeWord(m_query.entity);
    }

    [[nodiscard]] bool conditions()
    {
        do {
            CompanyCondition condition;
            if (!takeWord(condition.path) || !comparison(condition))
                return false;
            m_query.conditions.append(condition);
        } while (take("and"_L1));
        return true;
    }

    [[nodiscard]] bool comparison(CompanyCondition &condition)
    {
        using enum CompanyCondition::Operator;
        static const QList<std::pair<QLatin1StringView, CompanyCondition::Operator>> symbols
            = {{"="_L1, Equal}, {"<="_L1, LessOrEqual}, {">="_L1, GreaterOrEqual}, {"<"_L1, Less},
                {">"_L1, Greater}};
        if (take("in"_L1)) {
            condition.comparison = In;
            return valueList(condition.values);
        }
        if (take("like"_L1)) {
            condition.comparison = Like;
            return value(condition.values);
        }
        for (const auto &[symbol, comparison] : symbols) {
            if (takeSymbol(symbol)) {
                condition.comparison = comparison;
                return value(condition.values);
            }
        }
        return false;
    }

    /// Quoted text, or true or false without quotes; numbers must be quoted.
    [[nodiscard]] bool value(QStringList &values)
    {
        const bool isBool = current().isWord("true"_L1) || current().isWord("false"_L1);
        if (current().kind != Token::Kind::Text && !isBool)
            return false;
        values.append(current().text);
        ++m_at;
        return true;
    }

    [[nodiscard]] bool valueList(QStringList &values)
    {
        if (!takeSymbol("("_L1))
            return false;
        do {
            if (!value(values))
                return false;
        } while (takeSymbol(","_L1));
        return takeSymbol(")"_L1);
    }

    [[nodiscard]] bool orders()
    {
        const bool isOrdered = take("orderby"_L1) || (take("order"_L1) && take("by"_L1));
        if (!isOrdered)
            return true;
        do {
            CompanyOrder order;
            if (!takeWord(order.path))
                return false;
            order.isDescending = take("desc"_L1);
            if (!order.isDescending && take("asc"_L1))
                order.isDescending = false;
            m_query.orders.append(order);
        } while (takeSymbol(","_L1));
        return true;
    }

    [[nodiscard]] bool page()
    {
        if (take("startposition"_L1) && (!takeNumber(m_query.start) || m_query.start < 1))
            return false;
        if (take("maxresults"_L1) && (!takeNumber(m_query.most) || m_query.most > 1000))
            return false;
        return true;
    }

    QList<Token> m_tokens;
    qsizetype m_at = 0;
    CompanyQuery m_query;
};

} // namespace

CompanyResult<CompanyQuery> parseCompanyQuery(const QString &statement)
{
    Tokenizer tokenizer(statement);
    return Parser(tokenizer.tokens()).parse();
}

} // namespace uds
