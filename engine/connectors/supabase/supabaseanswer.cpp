#include "engine/connectors/supabase/supabaseanswer.h"

#include "engine/connectors/supabase/supabaseerrors.h"
#include "engine/connectors/supabase/supabasefreeze.h"
#include "engine/connectors/supabase/supabasetables.h"
#include "engine/connectors/transportoutcome.h"

#include <QCoreApplication>
#include <QHash>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Outcome unclear(const QString &code, const QString &message)
{
    return outcomeOf(Outcome::State::Ambiguous,
        supabaseError(ErrorKind::Ambiguous, code, message,
            QCoreApplication::translate(
                "uds", "Nothing to do: it is looked up before anything is sent again.")));
}

/// What a fault means for one row of the call. Kinds that pass by themselves or that somebody has to settle
/// for the whole integration leave the row to be sent later; the others are the row's own.
Outcome faultOutcome(const SupabaseFault &fault)
{
    if (fault.effect == SupabaseEffect::Unknown)
        return outcomeOf(Outcome::State::Ambiguous, fault.error);
    switch (fault.error.kind) {
    case ErrorKind::Network:
    case ErrorKind::RateLimited:
    case ErrorKind::Authentication:
    case ErrorKind::Configuration: return outcomeOf(Outcome::State::NotSent, fault.error);
    default: return outcomeOf(Outcome::State::Rejected, fault.error);
    }
}

Outcome applied(const SupabaseTable &table, const Json &row)
{
    Outcome result;
    result.state = Outcome::State::Applied;
    result.remoteId = row[u"id"].scalarText();
    result.remoteVersion = row[table.timeColumn].scalarText();
    result.document = row;
    return result;
}

/// The statement was committed without this row: a newer version of it is in the warehouse already (a guard
/// drops older ones without a word).
Outcome dropped()
{
    return outcomeOf(Outcome::State::Stale,
        supabaseError(ErrorKind::Conflict, u"supabase.newer"_s,
            QCoreApplication::translate("uds", "The warehouse already holds a newer version of this row."),
            QCoreApplication::translate("uds", "Retry: the record is read again and compared first.")));
}

Outcome gone()
{
    return outcomeOf(Outcome::State::Rejected,
        supabaseError(ErrorKind::NotFound, u"supabase.gone"_s,
            QCoreApplication::translate("uds", "The row is no longer in the warehouse."),
            QCoreApplication::translate("uds", "Nothing is left to take out of use: exclude this record.")));
}

using RowsByName = QHash<QString, Json>;

/// Rows of the answer by what names them in the call; absent when the answer is not what was asked for.
std::optional<RowsByName> answeredRows(
    const FrozenCall &call, const SupabaseTable &table, const HttpResponse &response)
{
    const Result<Json> document = Json::parse(response.body);
    if (!document || !document->isArray())
        return std::nullopt;
    RowsByName rows;
    for (const Json &row : document->array()) {
        const QString name = call.verb == "PATCH" ? row[u"id"].scalarText() : supabaseKeyText(table, row);
        if (name.isEmpty() || row[u"id"].scalarText().isEmpty() || rows.contains(name))
            return std::nullopt;
        rows.insert(name, row);
    }
    return rows;
}

class CallOutcomes {
public:
    explicit CallOutcomes(const FrozenCall &call)
        : m_call(call)
    {
        for (const SupabaseMember &member : supabaseMembers(call))
            m_rows.insert(member.token.isEmpty() ? member.row : member.token, member.row);
    }

    /// \a ofRow gives the outcome of each row that was in the bytes.
    template <typename OfRow>
    [[nodiscard]] QList<Outcome> each(const OfRow &ofRow) const
    {
        QList<Outcome> outcomes;
        outcomes.reserve(m_call.effects.size());
        for (const Effect &effect : m_call.effects) {
            const auto row = m_rows.constFind(nameOf(effect));
            const bool wasCarried = row != m_rows.constEnd() && isKindOfCall(effect);
            outcomes.append(wasCarried ? ofRow(*row) : outcomeOf(Outcome::State::NotSent, std::nullopt));
        }
        return outcomes;
    }

private:
    [[nodiscard]] QString nameOf(const Effect &effect) const
    {
        return m_call.verb == "PATCH" ? effect.remoteId : effect.token;
    }
    [[nodiscard]] bool isKindOfCall(const Effect &effect) const
    {
        return effect.entity == supabaseTableOf(m_call)
            && (effect.operation == Operation::Void) == (m_call.verb == "PATCH");
    }

    const FrozenCall &m_call;
    QHash<QString, QString> m_rows; ///< by the name of their effect
};

} // namespace

QList<Outcome> supabaseOutcomes(const FrozenCall &call, const Result<HttpResponse> &answer)
{
    const CallOutcomes outcomes(call);
    if (!answer)
        return outcomes.each([&](const QString &) { return transportOutcome(answer.error()); });
    const HttpResponse &response = *answer;
    if (response.status != 200 && response.status != 201) {
        const SupabaseFault fault = supabaseFault(response);
        return outcomes.each([&](const QString &) { return faultOutcome(fault); });
    }
    const SupabaseTable *table = supabaseTable(supabaseTableOf(call));
    const auto rows = table ? answeredRows(call, *table, response) : std::nullopt;
    if (!rows) {
        const Outcome unreadable = unclear(u"supabase.answer"_s,
            QCoreApplication::translate(
                "uds", "The warehouse's answer to a change is incomplete or foreign."));
        return outcomes.each([&](const QString &) { return unreadable; });
    }
    return outcomes.each([&](const QString &name) {
        const auto row = rows->constFind(name);
        if (row != rows->constEnd())
            return applied(*table, *row);
        return call.verb == "PATCH" ? gone() : dropped();
    });
}

bool supabaseAsksForHalves(const FrozenCall &call, const Result<HttpResponse> &answer)
{
    if (!answer || answer->status < 400 || call.verb != "POST" || supabaseMembers(call).size() < 2)
        return false;
    const SupabaseEffect effect = supabaseFault(*answer).effect;
    return effect == SupabaseEffect::RowRefused || effect == SupabaseEffect::CallTooLarge;
}

} // namespace uds
