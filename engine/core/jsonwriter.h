#pragma once

#include "engine/core/json.h"

namespace uds {

/// Writes one JSON value as UTF-8. Used by Json::bytes() and its sisters only.
class JsonWriter {
public:
    enum class Layout { Compact, Pretty, Canonical };

    explicit JsonWriter(Layout layout)
        : m_layout(layout)
    {
    }
    [[nodiscard]] QByteArray written(const Json &value);

private:
    void writeValue(const Json &value);
    void writeArray(const JsonArray &items);
    void writeObject(const JsonObject &members);
    void writeMember(const JsonMember &member);
    void writeString(const QString &text);
    void writeNumber(const QByteArray &token);
    void writeLineBreak();
    void append(char character);
    void append(QByteArrayView text);
    char *room(qsizetype size);

    Layout m_layout;
    int m_depth = 0;
    QByteArray m_out; // Larger than what is written; m_size counts. Growing by hand keeps appending inline.
    qsizetype m_size = 0;
};

} // namespace uds
