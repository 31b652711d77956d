#include "engine/store/settingsrepository.h"

#include "engine/store/database.h"
#include "engine/store/rowreader.h"

namespace uds {

using namespace Qt::StringLiterals;

Result<std::optional<QByteArray>> SettingsRepository::value(const QString &key)
{
    return readFirst(m_database.run(u"SELECT value FROM settings WHERE key = ?"_s, {key}),
        [](RowReader &row) { return row.bytes(); });
}

Result<void> SettingsRepository::setValue(const QString &key, const QByteArray &value)
{
    return m_database
        .execute(u"INSERT INTO settings (key, value) VALUES (?, ?)"
                 " ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s,
            {key, value})
        .map([](int) {});
}

} // namespace uds
