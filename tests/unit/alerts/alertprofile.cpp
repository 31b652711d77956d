#include "tests/unit/alerts/alertprofile.h"

#include "engine/api/engineopening.h"
#include "engine/store/alertdeliveryrepository.h"
#include "tests/unit/alerts/smtpserver.h"

#include <QDirIterator>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

IntegrationRow integration(const QString &name, const QDateTime &nowUtc)
{
    IntegrationRow row;
    row.name = name;
    row.connector = u"unknown-to-this-program"_s;
    row.accountKey = name;
    row.settings = Json::object({});
    row.status = u"connected"_s;
    row.createdUtc = nowUtc;
    return row;
}

} // namespace

ProfileOptions AlertProfile::options(const QString &folder)
{
    return {folder, "correct horse battery"_qba};
}

AlertProfile::AlertProfile()
{
    auto opened = QCoro::waitFor(openParts(options(folder.path())));
    if (!opened)
        qFatal("%s", qPrintable(opened.error().message));
    parts = std::move(*opened);
    const QDateTime nowUtc = parts->clock.nowUtc();
    m_shop = integration(u"Shop"_s, nowUtc);
    m_shop.id = write([this](Database &database) { return IntegrationRepository(database).insert(m_shop); });
    const IntegrationRow books = integration(u"Books"_s, nowUtc);
    const qint64 target
        = write([&books](Database &database) { return IntegrationRepository(database).insert(books); });
    StreamRow stream;
    stream.name = u"Orders"_s;
    stream.preset = u"woo-orders-to-quickbooks"_s;
    stream.sourceIntegration = m_shop.id;
    stream.targetIntegration = target;
    stream.settings = Json::object({});
    stream.createdUtc = nowUtc;
    m_stream = write([&stream](Database &database) { return StreamRepository(database).insert(stream); });
    AlertPostOptions post;
    post.authorities = SmtpServer::authorities();
    watch = std::make_unique<AlertWatch>(*parts, post);
}

void AlertProfile::addRun(RunState state, int secondsAgo)
{
    RunRow run;
    run.streamId = m_stream;
    run.trigger = u"manual"_s;
    run.mode = u"incremental"_s;
    run.state = state;
    run.startedUtc = parts->clock.nowUtc().addSecs(-secondsAgo);
    run.finishedUtc = run.startedUtc;
    if (state == RunState::Failed)
        run.error = Json::object({{u"kind"_s, u"network"_s}, {u"code"_s, u"http.timeout"_s},
            {u"message"_s, u"The shop did not answer."_s}});
    write([&run](Database &database) { return RunRepository(database).insert(run); });
}

void AlertProfile::setStatus(const QString &status)
{
    m_shop.status = status;
    write([this](Database &database) { return IntegrationRepository(database).update(m_shop); });
}

void AlertProfile::lookAndDeliver()
{
    const Result<void> looked = QCoro::waitFor(watch->look());
    const Result<void> delivered = QCoro::waitFor(watch->deliver({}));
    if (!looked || !delivered)
        qFatal("%s", qPrintable((looked ? delivered : looked).error().message));
}

QList<AlertDeliveryRow> AlertProfile::deliveries()
{
    QList<AlertDeliveryRow> rows
        = write([](Database &database) { return AlertDeliveryRepository(database).page(0, 100); });
    std::reverse(rows.begin(), rows.end());
    return rows;
}

QByteArray AlertProfile::bytesOnDisk() const
{
    QByteArray bytes;
    QDirIterator files(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            bytes += file.readAll();
    }
    return bytes;
}

} // namespace uds
