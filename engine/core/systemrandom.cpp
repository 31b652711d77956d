#include "engine/core/systemrandom.h"

#include <QRandomGenerator>

namespace uds {

quint64 SystemRandom::next()
{
    return QRandomGenerator::system()->generate64();
}

} // namespace uds
