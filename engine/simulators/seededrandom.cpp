#include "engine/simulators/seededrandom.h"

namespace uds {

quint64 SeededRandom::next()
{
    m_state += 0x9e3779b97f4a7c15ULL;
    quint64 mixed = m_state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    return mixed ^ (mixed >> 31);
}

bool SeededRandom::chance(int percent)
{
    return int(next() % 100) < percent;
}

double SeededRandom::fraction()
{
    return double(next() >> 11) / double(1ULL << 53);
}

} // namespace uds
