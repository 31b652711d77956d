#include "engine/connectors/connectorreader.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

QCoro::Task<Result<CensusPage>> ConnectorReader::census(QString entity, QByteArray, std::stop_token)
{
    co_return fail(ErrorKind::Configuration, u"census.unsupported"_s,
        QCoreApplication::translate("uds", "%1 cannot list the ids of all records called \"%2\".")
            .arg(description().title, entity));
}

} // namespace uds
