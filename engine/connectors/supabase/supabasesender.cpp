#include "engine/connectors/supabase/supabasesender.h"

#include "engine/connectors/supabase/supabaseanswer.h"
#include "engine/connectors/supabase/supabaseerrors.h"
#include "engine/connectors/supabase/supabasefreeze.h"
#include "engine/connectors/supabase/supabasequeries.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// The platform cuts a statement after a minute at most.
constexpr std::chrono::milliseconds kDeadline = std::chrono::seconds(90);

/// "strict" makes a preference that is not understood an error instead of a plain insert.
constexpr auto kUpsert = "handling=strict,resolution=merge-duplicates,missing=default,return=representation";
constexpr auto kChange = "handling=strict,return=representation";

HttpRequest request(const SupabasePlace &place, const FrozenCall &call)
{
    HttpRequest request;
    request.verb = call.verb;
    request.url = supabaseUrl(place.baseUrl, call.path);
    request.headers = {{"Content-Type", call.contentType}, {"Accept", "application/json"},
        {"Content-Profile", place.schema.toUtf8()}, {"Prefer", call.verb == "PATCH" ? kChange : kUpsert}};
    request.body = call.body;
    request.deadline = kDeadline;
    return request;
}

Outcome notSent(std::optional<Error> error)
{
    Outcome outcome;
    outcome.state = Outcome::State::NotSent;
    outcome.error = std::move(error);
    return outcome;
}

Error readOnly()
{
    return supabaseError(ErrorKind::Configuration, u"supabase.readOnly"_s,
        QCoreApplication::translate("uds", "This warehouse is set to read only; nothing was sent."),
        QCoreApplication::translate("uds", "Allow writing in the settings of the integration."));
}

/// After this outcome the other rows would only meet the same.
bool endsTheCall(const Outcome &outcome)
{
    return outcome.state == Outcome::State::Ambiguous
        || (outcome.state == Outcome::State::NotSent && outcome.error);
}

/// \a decided over what is known so far: a part knows its own rows only.
void merge(const QList<Outcome> &decided, QList<Outcome> *all)
{
    for (qsizetype i = 0; i < decided.size(); ++i) {
        const bool isOfPart = decided.at(i).state != Outcome::State::NotSent || decided.at(i).error;
        if (isOfPart)
            (*all)[i] = decided.at(i);
    }
}

} // namespace

SupabaseSender::SupabaseSender(HttpWriter &http, SupabasePlace place)
    : m_http(http)
    , m_place(std::move(place))
{
}

QCoro::Task<QList<Outcome>> SupabaseSender::send(FrozenCall call, std::stop_token stop)
{
    if (m_place.readOnly)
        co_return QList<Outcome>(call.effects.size(), notSent(readOnly()));
    QList<Outcome> outcomes(call.effects.size(), notSent({}));
    QList<FrozenCall> parts{call};
    bool isFirst = true;
    while (!parts.isEmpty() && (isFirst || !stop.stop_requested())) {
        isFirst = false;
        const FrozenCall part = parts.takeFirst();
        HttpRequest frozen = request(m_place, part);
        const Result<HttpResponse> answer = co_await m_http.write(std::move(frozen), stop);
        if (supabaseAsksForHalves(part, answer)) {
            parts = supabaseHalves(part) + parts;
            continue;
        }
        const QList<Outcome> decided = m_wire.outcomes(part, answer);
        merge(decided, &outcomes);
        if (std::ranges::any_of(decided, endsTheCall))
            break;
    }
    co_return outcomes;
}

} // namespace uds
