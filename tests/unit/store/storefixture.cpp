#include "storefixture.h"

namespace uds {

using namespace Qt::StringLiterals;

StoreFixture::StoreFixture(Store::Threading threading)
{
    if (const auto opened = reopen(threading); !opened)
        qFatal("%s", qPrintable(opened.error().code + u' ' + opened.error().detail));
    source = valueOf(
        write([](Database &db) { return IntegrationRepository(db).insert(sampleIntegration(u"Shop"_s)); }));
    target = valueOf(
        write([](Database &db) { return IntegrationRepository(db).insert(sampleIntegration(u"Books"_s)); }));
    stream = valueOf(write([this](Database &db) {
        return StreamRepository(db).insert(sampleStream(u"Orders"_s, source, target));
    }));
}

QString StoreFixture::path(const QString &name) const
{
    return m_folder.filePath(name.isEmpty() ? u"store.db"_s : name);
}

Result<void> StoreFixture::reopen(Store::Threading threading)
{
    m_store.reset();
    auto opened = Store::open(path(), threading);
    if (!opened)
        return fail(opened.error());
    m_store = std::move(*opened);
    return {};
}

QDateTime at(qint64 seconds)
{
    return QDateTime(QDate(2026, 3, 1), QTime(0, 0), Qt::UTC).addSecs(seconds);
}

IntegrationRow sampleIntegration(const QString &name)
{
    IntegrationRow row;
    row.name = name;
    row.connector = u"woocommerce"_s;
    row.accountKey = u"woocommerce:https://shop.example"_s;
    row.settings = Json::object({{u"url"_s, u"https://shop.example"_s}});
    row.status = u"connected"_s;
    row.lastVerifiedUtc = at(5);
    row.createdUtc = at(0);
    return row;
}

StreamRow sampleStream(const QString &name, qint64 source, qint64 target)
{
    StreamRow row;
    row.name = name;
    row.preset = u"orders"_s;
    row.sourceIntegration = source;
    row.targetIntegration = target;
    row.settings = Json::object({{u"prefix"_s, u"W-"_s}});
    row.createdUtc = at(0);
    return row;
}

} // namespace uds
