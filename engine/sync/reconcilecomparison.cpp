#include "engine/sync/reconcilecomparison.h"

#include "engine/core/entitywords.h"
#include "engine/core/hash.h"
#include "engine/core/textkey.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

QString dayText(const QDate &day)
{
    return day.isValid() ? day.toString(Qt::ISODate) : u"-"_s;
}

QString named(const TargetEntry &target)
{
    return entityWords(target.entity) + u' ' + (target.number.isEmpty() ? target.id : target.number);
}

// A side that does not tell a figure is not held against the other.
bool differ(const std::optional<Decimal> &one, const std::optional<Decimal> &other)
{
    return one && other && *one != *other;
}

bool differ(const QString &one, const QString &other)
{
    return !one.isEmpty() && !other.isEmpty() && one != other;
}

QString text(const std::optional<Decimal> &amount)
{
    return amount ? amount->normalized().text() : QString();
}

/// What of a pair differs, the heaviest first.
struct PairFindings {
    std::optional<DifferenceKind> kind;
    QStringList details;

    void add(DifferenceKind found, const QString &detail)
    {
        if (!kind)
            kind = found;
        details.append(detail);
    }
};

PairFindings findingsOf(const SourceEntry &source, const TargetEntry &target)
{
    const DocumentFigures &here = source.figures;
    const DocumentFigures &there = target.figures;
    PairFindings found;
    if (differ(here.currency, there.currency))
        found.add(DifferenceKind::Amount,
            tr("The source has it in %1, the target in %2.").arg(here.currency, there.currency));
    if (here.total != there.total)
        found.add(DifferenceKind::Amount,
            tr("The source has a total of %1, the target %2.").arg(here.total.text(), there.total.text()));
    if (differ(here.tax, there.tax))
        found.add(DifferenceKind::Tax,
            tr("The source has a tax of %1, the target %2.").arg(here.tax->text(), there.tax->text()));
    if (differ(here.shipping, there.shipping))
        found.add(DifferenceKind::Amount,
            tr("The source has shipping of %1, the target %2.")
                .arg(here.shipping->text(), there.shipping->text()));
    if (source.day.isValid() && target.day.isValid() && source.day != target.day)
        found.add(DifferenceKind::Date,
            tr("The source has it on %1, the target on %2.").arg(dayText(source.day), dayText(target.day)));
    return found;
}

void addTo(BookSum &sum, const DocumentFigures &figures)
{
    ++sum.count;
    sum.total += figures.total;
    sum.tax += figures.tax.value_or(Decimal());
    sum.shipping += figures.shipping.value_or(Decimal());
}

QByteArray printOf(const QString &head, const QDate &day, const DocumentFigures &figures)
{
    return QStringList{
        head, dayText(day), text(figures.total), text(figures.tax), text(figures.shipping), figures.currency}
        .join(u'|')
        .toUtf8();
}

bool comesFirst(const Difference &left, const Difference &right)
{
    if (left.kind != right.kind)
        return left.kind < right.kind;
    if (left.sourceNumber != right.sourceNumber)
        return left.sourceNumber < right.sourceNumber;
    if (left.sourceId != right.sourceId)
        return left.sourceId < right.sourceId;
    return left.targetId < right.targetId;
}

} // namespace

ReconcileComparison::ReconcileComparison(const ReconcilePeriod &period, const ReconcileSides &sides)
    : m_period(period)
    , m_sides(sides)
{
}

Reconciliation ReconcileComparison::result()
{
    m_result = {};
    m_result.period = m_period;
    indexTargets();
    compareSources();
    compareUnlinked();
    addSums();
    std::ranges::sort(m_result.differences, comesFirst);
    m_result.fingerprint = fingerprint();
    return m_result;
}

void ReconcileComparison::indexTargets()
{
    m_linked.reserve(m_sides.target.size());
    for (const TargetEntry &target : m_sides.target) {
        if (!target.sourceId.isEmpty())
            m_linked.insert(target.sourceId, &target);
    }
    m_sources.reserve(m_sides.source.size());
    for (const SourceEntry &source : m_sides.source) {
        m_sources.insert(source.id, &source);
        if (!source.marker.isEmpty())
            m_byMarker.insert(source.marker, &source);
        if (!m_linked.contains(source.id))
            continue;
        m_byNumber.insert(foldedKey(source.number), &source);
        for (const TargetEntry *target : m_linked.values(source.id))
            m_byNumber.insert(foldedKey(target->number), &source);
    }
    m_byNumber.remove(QString());
    findOnlyCurrency();
}

// A document without a currency is in its account's own. Where everything else is in one, that is the one.
void ReconcileComparison::findOnlyCurrency()
{
    QSet<QString> currencies;
    for (const SourceEntry &source : m_sides.source)
        currencies.insert(source.figures.currency);
    for (const TargetEntry &target : m_sides.target)
        currencies.insert(target.figures.currency);
    currencies.remove(QString());
    m_onlyCurrency = currencies.size() == 1 ? *currencies.cbegin() : QString();
}

QString ReconcileComparison::currencyOf(const SourceEntry &source) const
{
    QString currency = source.figures.currency;
    for (const TargetEntry *target : m_linked.values(source.id)) {
        if (currency.isEmpty())
            currency = target->figures.currency;
    }
    return currency.isEmpty() ? m_onlyCurrency : currency;
}

QString ReconcileComparison::currencyOf(const TargetEntry &target) const
{
    const SourceEntry *source = m_sources.value(target.sourceId);
    if (!target.figures.currency.isEmpty())
        return target.figures.currency;
    return source ? currencyOf(*source) : m_onlyCurrency;
}

Difference ReconcileComparison::between(
    DifferenceKind kind, const SourceEntry *source, const TargetEntry *target) const
{
    Difference difference;
    difference.kind = kind;
    if (source) {
        difference.sourceId = source->id;
        difference.sourceNumber = source->number;
        difference.currency = currencyOf(*source);
        if (counts(*source))
            difference.source = source->figures.total;
    }
    if (target) {
        difference.targetEntity = target->entity;
        difference.targetId = target->id;
        difference.targetNumber = target->number;
        if (difference.currency.isEmpty())
            difference.currency = currencyOf(*target);
        if (counts(*target))
            difference.target = target->figures.total;
    }
    return difference;
}

void ReconcileComparison::compareSources()
{
    QSet<std::pair<QString, QString>> taken; // documents that a record has already
    for (const SourceEntry &source : m_sides.source) {
        compareSource(source);
        for (const TargetEntry *target : m_linked.values(source.id)) {
            const std::pair document(target->entity, target->id);
            if (taken.contains(document) && (counts(source) || counts(*target))) {
                Difference difference = between(DifferenceKind::Duplicate, &source, target);
                difference.source.reset(); // it is in the comparison of the pair already
                difference.target.reset();
                difference.detail = tr("%1 is linked with another record too.").arg(named(*target));
                m_result.differences.append(difference);
            }
            taken.insert(document);
        }
    }
}

void ReconcileComparison::compareSource(const SourceEntry &source)
{
    const TargetEntry *live = nullptr;
    const TargetEntry *voided = nullptr;
    for (const TargetEntry *target : m_linked.values(source.id))
        (target->figures.isVoid ? voided : live) = target;
    if (live)
        comparePair(source, *live);
    else if (counts(source))
        addLone(source, voided ? tr("%1 is void.").arg(named(*voided)) : QString());
}

// A pair that differs while its record waits is about to be made equal.
void ReconcileComparison::comparePair(const SourceEntry &source, const TargetEntry &target)
{
    if (!counts(source) && !counts(target))
        return;
    const PairFindings found = findingsOf(source, target);
    if (!found.kind) {
        ++m_result.matched;
        return;
    }
    DifferenceKind kind = *found.kind;
    QStringList details = found.details;
    if (source.expectation != SourceEntry::Expectation::Booked) {
        kind = source.expectation == SourceEntry::Expectation::Waiting ? DifferenceKind::Waiting
                                                                       : DifferenceKind::Excluded;
        details.prepend(source.reason);
        details.removeAll(QString());
    }
    Difference difference = between(kind, &source, &target);
    difference.detail = details.join(u' ');
    m_result.differences.append(difference);
}

void ReconcileComparison::addLone(const SourceEntry &source, const QString &reason)
{
    using enum SourceEntry::Expectation;
    const DifferenceKind kind = source.expectation == Waiting ? DifferenceKind::Waiting
        : source.expectation == Excluded                      ? DifferenceKind::Excluded
                                                              : DifferenceKind::Missing;
    QStringList details{reason, source.reason};
    details.removeAll(QString());
    Difference difference = between(kind, &source, nullptr);
    difference.detail = details.isEmpty() ? tr("The target has no document of it.") : details.join(u' ');
    m_result.differences.append(difference);
}

void ReconcileComparison::compareUnlinked()
{
    for (const TargetEntry &target : m_sides.target) {
        if (counts(target) && (target.sourceId.isEmpty() || !m_sources.contains(target.sourceId)))
            compareUnlinked(target);
    }
}

void ReconcileComparison::compareUnlinked(const TargetEntry &target)
{
    Difference difference = between(DifferenceKind::Extra, nullptr, &target);
    const SourceEntry *marked = target.marker.isEmpty() ? nullptr : m_byMarker.value(target.marker);
    const SourceEntry *twin
        = marked && m_linked.contains(marked->id) ? marked : m_byNumber.value(foldedKey(target.number));
    if (!target.sourceId.isEmpty()) {
        difference.sourceId = target.sourceId;
        difference.detail = tr("Its record is no longer at the source.");
    } else if (twin) {
        difference.kind = DifferenceKind::Duplicate;
        difference.sourceId = twin->id;
        difference.sourceNumber = twin->number;
        difference.detail = marked
            ? tr("It bears the mark of record %1, which has another document.").arg(twin->number)
            : tr("It has the number of record %1, which has another document.").arg(twin->number);
    } else if (marked) {
        difference.sourceNumber = marked->number;
        difference.detail
            = tr("It bears the mark of record %1, but is not linked with it.").arg(marked->number);
    } else {
        difference.detail = target.marker.isEmpty()
            ? tr("It was not made by this program.")
            : tr("It bears a mark of this program, but no record is linked with it.");
    }
    m_result.differences.append(difference);
}

void ReconcileComparison::addSums()
{
    QMap<QString, CurrencyBooks> books;
    for (const SourceEntry &source : m_sides.source) {
        if (counts(source))
            addTo(books[currencyOf(source)].source, source.figures);
    }
    for (const TargetEntry &target : m_sides.target) {
        if (counts(target))
            addTo(books[currencyOf(target)].target, target.figures);
    }
    for (auto one = books.begin(); one != books.end(); ++one) {
        one->currency = one.key();
        m_result.books.append(*one);
    }
}

QByteArray ReconcileComparison::fingerprint() const
{
    QList<QByteArray> rows;
    for (const SourceEntry &source : m_sides.source) {
        if (counts(source))
            rows.append(printOf(u"source|"_s + source.id, source.day, source.figures));
    }
    for (const TargetEntry &target : m_sides.target) {
        if (counts(target))
            rows.append(printOf(u"target|"_s + target.entity + u'|' + target.id, target.day, target.figures));
    }
    std::ranges::sort(rows);
    return sha256Hex(rows);
}

} // namespace uds
