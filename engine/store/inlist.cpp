#include "engine/store/inlist.h"

#include <array>

namespace uds {

namespace {

// The third one holds what one batch call carries.
constexpr std::array<qsizetype, 5> kSizes{1, 10, 32, 100, 500};

qsizetype statementSize(qsizetype wanted)
{
    for (const qsizetype size : kSizes) {
        if (wanted <= size)
            return size;
    }
    return kSizes.back();
}

QString marks(qsizetype count)
{
    QString text(count * 2 - 1, u',');
    for (qsizetype i = 0; i < text.size(); i += 2)
        text[i] = u'?';
    return text;
}

} // namespace

QList<InChunk> inChunks(const QVariantList &values)
{
    QList<InChunk> chunks;
    for (qsizetype at = 0; at < values.size(); at += kSizes.back()) {
        InChunk chunk;
        chunk.values = values.mid(at, kSizes.back());
        const qsizetype size = statementSize(chunk.values.size());
        while (chunk.values.size() < size)
            chunk.values.append(QVariant(chunk.values.constLast()));
        chunk.marks = marks(size);
        chunks.append(chunk);
    }
    return chunks;
}

} // namespace uds
