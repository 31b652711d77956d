#include "engine/connectors/effect.h"

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kOperations{Operation::Create, Operation::Update, Operation::Void};

} // namespace

QString operationName(Operation operation)
{
    switch (operation) {
    case Operation::Create: return u"create"_s;
    case Operation::Update: return u"update"_s;
    case Operation::Void: return u"void"_s;
    }
    Q_UNREACHABLE();
}

std::optional<Operation> operationFromName(QStringView name)
{
    for (const Operation operation : kOperations) {
        if (operationName(operation) == name)
            return operation;
    }
    return std::nullopt;
}

} // namespace uds
