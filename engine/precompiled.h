// Headers that nearly every engine file reads. Kept to Qt, QCoro and the standard library: ours change too
// often.
#pragma once

#include <QByteArray>
#include <QCoroTask>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QUrl>
#include <QVariant>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>
#include <variant>
#include <vector>

#include <tl/expected.hpp>
