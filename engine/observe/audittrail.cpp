#include "engine/observe/audittrail.h"

#include "engine/core/clock.h"
#include "engine/observe/auditseal.h"

#include <algorithm>
#include <limits>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 500;

using Problem = AuditVerdict::Problem;

/// Walks along the chain and keeps what it knows of the rows so far.
class ChainCheck {
public:
    explicit ChainCheck(QByteArray key)
        : m_key(std::move(key))
    {
    }
    /// False at the first bad row.
    [[nodiscard]] bool accepts(const AuditRow &row)
    {
        const qint64 expected = m_verdict.rows + 1;
        if (row.sequence != expected)
            return finds(row.sequence > expected ? Problem::Missing : Problem::Altered, expected);
        if (row.hash != auditHash(m_key, row) || row.previousHash != m_verdict.head)
            return finds(Problem::Altered, row.sequence);
        ++m_verdict.rows;
        m_verdict.head = row.hash;
        return true;
    }
    [[nodiscard]] AuditVerdict verdict() const { return m_verdict; }

private:
    bool finds(Problem problem, qint64 sequence)
    {
        m_verdict.problem = problem;
        m_verdict.firstBad = sequence;
        return false;
    }
    const QByteArray m_key;
    AuditVerdict m_verdict;
};

AuditVerdict withEnd(AuditVerdict verdict, const std::optional<AuditHead> &head)
{
    if (!head && verdict.rows == 0)
        return verdict;
    const bool isCut = head && head->sequence > verdict.rows;
    const bool isEnd = head && head->sequence == verdict.rows && head->hash == verdict.head;
    if (!isEnd) {
        verdict.problem = isCut ? Problem::Cut : Problem::Head;
        verdict.firstBad = verdict.rows + 1;
    }
    return verdict;
}

bool isAltered(const Error &error)
{
    return error.code == u"vault.envelope";
}

AuditVerdict unusable(Problem problem)
{
    AuditVerdict verdict;
    verdict.problem = problem;
    verdict.firstBad = 1;
    return verdict;
}

/// Where the next row is put. It follows the stored end, never what is left of the rows: otherwise the next
/// action would hide that the tail was cut off. Without a stored end the new row follows nothing, and the
/// check names it.
Result<AuditHead> endOf(Database &database, const Vault &vault, bool wasUsed)
{
    const auto last = AuditRepository(database).last();
    if (!last)
        return fail(last.error());
    const qint64 sequence = *last ? (*last)->sequence : 0;
    const auto head = readAuditHead(database, vault);
    if (!head && !isAltered(head.error()))
        return fail(head.error());
    if (head && *head)
        return AuditHead{std::max(sequence, (*head)->sequence), (*head)->hash};
    const bool isFirst = head && !*last && !wasUsed;
    return AuditHead{sequence, isFirst ? QByteArray() : QByteArray("end of the trail was removed")};
}

QString detailOf(const AuditEntry &entry)
{
    Json detail = Json::object({});
    if (!entry.before.isNull())
        detail.set(u"before"_s, entry.before);
    if (!entry.after.isNull())
        detail.set(u"after"_s, entry.after);
    return QString::fromUtf8(detail.canonicalBytes());
}

} // namespace

AuditTrail::AuditTrail(const Vault &vault, Clock &clock, std::function<QString()> actor)
    : m_vault(vault)
    , m_clock(clock)
    , m_actor(std::move(actor))
{
}

Result<void> AuditTrail::record(Database &database, const AuditEntry &entry) const
{
    const auto known = readAuditKey(database, m_vault);
    if (!known && !isAltered(known.error()))
        return fail(known.error());
    const Result<AuditHead> end = endOf(database, m_vault, known && *known);
    if (!end)
        return fail(end.error());
    // Without its key the trail cannot be right any more, which the check tells; work goes on with a new one.
    const Result<QByteArray> key = known && *known ? **known : makeAuditKey(database, m_vault);
    if (!key)
        return fail(key.error());
    AuditRow row;
    row.sequence = end->sequence + 1;
    row.atUtc = m_clock.nowUtc();
    row.actor = m_actor();
    row.action = entry.action;
    row.object = entry.object;
    row.detail = detailOf(entry);
    row.previousHash = end->hash;
    row.hash = auditHash(*key, row);
    if (const auto added = AuditRepository(database).append(row); !added)
        return added;
    return writeAuditHead(database, m_vault, {row.sequence, row.hash});
}

Result<AuditVerdict> AuditTrail::verify(Database &database) const
{
    const auto head = readAuditHead(database, m_vault);
    if (!head)
        return isAltered(head.error()) ? Result<AuditVerdict>(unusable(Problem::Head)) : fail(head.error());
    const auto key = readAuditKey(database, m_vault);
    if (!key && !isAltered(key.error()))
        return fail(key.error());
    AuditRepository rows(database);
    const auto last = rows.last();
    if (!last)
        return fail(last.error());
    if (!key || (!*key && (*last || *head)))
        return unusable(Problem::Key);
    ChainCheck check(key->value_or(QByteArray()));
    for (qint64 after = std::numeric_limits<qint64>::min();;) {
        const auto page = rows.following(after, kPage);
        if (!page)
            return fail(page.error());
        for (const AuditRow &row : *page) {
            if (!check.accepts(row))
                return check.verdict();
            after = row.sequence;
        }
        if (page->size() < kPage)
            return withEnd(check.verdict(), *head);
    }
}

} // namespace uds
