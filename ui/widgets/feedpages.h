#pragma once

#include "engine/api/values.h"
#include "ui/widgets/keysettable.h"
#include "ui/widgets/whendone.h"

namespace uds {

/// Answers the questions of a keyset model. \a ask takes (beforeId, limit) and returns a task with the rows;
/// \a onError is told why a page could not be read.
template <typename Row, typename Ask, typename OnError>
void feedPages(KeysetTable<Row> &model, QObject *context, Ask ask, OnError onError)
{
    const auto answer = [&model, context, ask, onError](int generation, qint64 beforeId, int limit) {
        whenDone(ask(beforeId, limit), context,
            [&model, onError, generation, beforeId](const Result<QList<Row>> &rows) {
                if (rows)
                    return model.pageAnswered(generation, beforeId, *rows);
                model.pageFailed(generation);
                onError(rows.error());
            });
    };
    QObject::connect(&model, &KeysetModel::pageRequested, context, answer);
}

} // namespace uds
