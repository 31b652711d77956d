#pragma once

#include <QBoxLayout>
#include <QList>

namespace uds {

/// One row widget per value in a layout. Rows are used again, so that the keyboard focus and a button that is
/// just pressed survive a refresh.
template <typename Row>
class RowList {
public:
    explicit RowList(QBoxLayout *layout)
        : m_layout(layout)
    {
    }

    /// \a make returns one more row.
    template <typename Make>
    void resize(qsizetype count, Make make)
    {
        while (m_rows.size() > count)
            delete m_rows.takeLast();
        while (m_rows.size() < count) {
            m_rows << make();
            m_layout->addWidget(m_rows.constLast());
        }
    }

    [[nodiscard]] QBoxLayout *layout() const { return m_layout; }
    [[nodiscard]] const QList<Row *> &all() const { return m_rows; }
    [[nodiscard]] Row &at(qsizetype row) const { return *m_rows.at(row); }

private:
    QBoxLayout *m_layout;
    QList<Row *> m_rows;
};

} // namespace uds
