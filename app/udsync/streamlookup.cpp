#include "app/udsync/streamlookup.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

QCoro::Task<Result<qint64>> streamIdOf(SyncApi *api, QString name)
{
    if (name.isEmpty())
        co_return qint64(0);
    const auto streams = co_await api->streams();
    if (!streams)
        co_return tl::unexpected(streams.error());
    for (const StreamSummary &stream : *streams) {
        if (stream.name == name)
            co_return stream.id;
    }
    co_return fail(ErrorKind::Configuration, u"stream.unknown"_s,
        QCoreApplication::translate("uds", "There is no stream named “%1”.").arg(name));
}

} // namespace uds::cli
