#include "tests/ui/controls.h"
#include "tests/ui/twosides.h"
#include "ui/conflicts/conflictdetail.h"
#include "ui/conflicts/conflictfieldsmodel.h"
#include "ui/conflicts/conflictwords.h"
#include "ui/navigation/navigationbutton.h"
#include "ui/shell/workspace.h"
#include "ui/shell/workspaceframe.h"
#include "ui/shell/workspacepages.h"
#include "ui/translation.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QtTest>

#include <algorithm>

using namespace uds;
using namespace Qt::StringLiterals;
using Choice = ConflictResolution::Choice;

namespace {

constexpr int kLongest = 20'000; // ms
const QString kOut = u"customers"_s;
const QString kBack = u"customers back"_s;

Json twoWay()
{
    return Json::object({{u"direction"_s, u"bidirectional"_s}, {u"strategy"_s, u"ask"_s}});
}

bool says(const QWidget &place, const QString &text)
{
    return std::ranges::any_of(place.findChildren<QLabel *>(),
        [&text](const QLabel *label) { return label->text().contains(text) && label->isVisible(); });
}

ConflictView viewOf(const QString &code, const QStringList &paths)
{
    ConflictView view;
    view.source = u"Shop"_s;
    view.target = u"Books"_s;
    view.conflict.id = 7;
    view.conflict.code = code;
    view.conflict.sourceEntity = u"order"_s;
    view.conflict.targetEntity = u"Invoice"_s;
    view.conflict.number = u"4711"_s;
    JsonArray fields;
    for (const QString &path : paths)
        fields.append(Json::object({{u"path"_s, path}, {u"base"_s, u"b"_s}, {u"source"_s, u"s"_s},
            {u"target"_s, path == "equal"_L1 ? u"s"_s : u"t"_s}}));
    view.conflict.fields = fields;
    return view;
}

} // namespace

/// Conflicts between the demo shop and company, made by people who edit on both sides, and decided by
/// keyboard on the real screen with the real engine.
class TestUiConflicts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void equalFieldsAreFoldedAndTheResultFollowsTheChoice();
    void aDocumentIsChosenAsAWhole();
    void otherValuesKeepTheChoice();
    void theButtonSaysWhatWillHappen_data();
    void theButtonSaysWhatWillHappen();
    void withoutConflictsItSaysSo();
    void aDocumentConflictIsShownWithItsReason();
    void keepingTheTargetSendsNothing();
    void fieldsAreChosenByKeyboardAndGoBothWays();
    void overwritingSendsTheSourcesVersion();

private:
    void keep(const QString &name);
    [[nodiscard]] WorkspacePages &pages() const { return m_workspace->frame().pages(); }
    [[nodiscard]] ConflictsPage &page() const { return pages().conflicts; }
    [[nodiscard]] ConflictsModel &model() const { return pages().conflictRows; }
    [[nodiscard]] TableView &list() const;
    [[nodiscard]] ConflictFieldsModel &fields() const;
    [[nodiscard]] bool hasConflicts(int count) const;

    std::unique_ptr<TwoSides> m_sides;
    std::unique_ptr<Workspace> m_workspace;
};

void TestUiConflicts::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    installTranslations();
    theme::apply(*qApp, theme::Choice::Light);
    m_sides = std::make_unique<TwoSides>();
    m_sides->run();
    m_workspace = std::make_unique<Workspace>(m_sides->api());
    m_workspace->resize(1280, 800);
    m_workspace->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_workspace.get()));
    QApplication::setActiveWindow(m_workspace.get());
    QTest::keyClick(m_workspace.get(), Qt::Key_5, Qt::ControlModifier);
    QVERIFY(page().isVisible());
}

void TestUiConflicts::cleanupTestCase()
{
    m_workspace.reset();
    m_sides.reset();
}

TableView &TestUiConflicts::list() const
{
    for (TableView *table : page().findChildren<TableView *>()) {
        if (table->model() == &model())
            return *table;
    }
    qFatal("There is no list of conflicts.");
}

ConflictFieldsModel &TestUiConflicts::fields() const
{
    return *page().detail().findChild<ConflictFieldsModel *>();
}

bool TestUiConflicts::hasConflicts(int count) const
{
    return QTest::qWaitFor([this, count] { return model().rowCount() == count; }, kLongest);
}

void TestUiConflicts::equalFieldsAreFoldedAndTheResultFollowsTheChoice()
{
    ConflictFieldsModel model;
    model.setConflict(viewOf(u"conflict.fields"_s, {u"phone"_s, u"equal"_s, u"city"_s}));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.equalCount(), 1);
    QVERIFY(!model.resolution());
    const auto result
        = [&model](int row) { return model.index(row, ConflictFieldsModel::Outcome).data().toString(); };
    QCOMPARE(result(0), u"Choose: 1 or 2"_s);
    model.choose(0, Choice::Source);
    QCOMPARE(result(0), u"s"_s);
    QVERIFY(!model.resolution());
    model.choose(1, Choice::Target);
    QCOMPARE(result(1), u"t"_s);
    const QString announced
        = model.index(1, ConflictFieldsModel::Target).data(Qt::AccessibleTextRole).toString();
    QCOMPARE(announced, u"t, chosen"_s);
    QCOMPARE(model.resolution()->choice, Choice::Fields);
    QCOMPARE(model.resolution()->fields.value(u"phone"_s), Choice::Source);
    QCOMPARE(model.resolution()->fields.value(u"city"_s), Choice::Target);
    QVERIFY(model.resolution()->fields.contains(u"equal"_s));
    model.choose(1, Choice::Source);
    QCOMPARE(model.resolution()->choice, Choice::Source);
}

void TestUiConflicts::aDocumentIsChosenAsAWhole()
{
    ConflictFieldsModel model;
    model.setConflict(viewOf(u"document.fixed"_s, {u"total"_s, u"tax"_s}));
    model.choose(1, Choice::Target);
    QVERIFY(model.resolution().has_value());
    QCOMPARE(model.resolution()->choice, Choice::Target);
}

void TestUiConflicts::otherValuesKeepTheChoice()
{
    ConflictFieldsModel model;
    ConflictView view = viewOf(u"conflict.fields"_s, {u"phone"_s});
    model.setConflict(view);
    model.choose(0, Choice::Target);
    view.conflict.fields = Json::array({Json::object(
        {{u"path"_s, u"phone"_s}, {u"base"_s, u"b"_s}, {u"source"_s, u"s"_s}, {u"target"_s, u"new"_s}})});
    model.setConflict(view);
    QCOMPARE(model.index(0, ConflictFieldsModel::Outcome).data().toString(), u"new"_s);
    view.conflict.id = 8;
    model.setConflict(view);
    QVERIFY(!model.resolution());
}

void TestUiConflicts::theButtonSaysWhatWillHappen_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<ConflictResolution>("resolution");
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("consequence");
    const ConflictResolution source{Choice::Source, {}};
    const ConflictResolution target{Choice::Target, {}};
    const ConflictResolution mixed{Choice::Fields, {{u"a"_s, Choice::Source}, {u"b"_s, Choice::Target}}};
    QTest::newRow("a document is overwritten")
        << u"document.editedAtTarget"_s << source << u"&Overwrite Invoice 4711 in Books"_s
        << u"Sends the version of Shop over it; what was changed in Books is gone."_s;
    QTest::newRow("a locked document warns")
        << u"document.fixed"_s << source << u"&Overwrite Invoice 4711 in Books"_s
        << u"Sends the version of Shop over a document that money depends on; payments and reports there "
           u"may no longer fit it."_s;
    QTest::newRow("a document is kept")
        << u"document.fixed"_s << target << u"&Keep Invoice 4711 as it is"_s
        << u"Nothing is sent. Order 4711 is left out of runs until it changes again in Shop."_s;
    QTest::newRow("all from the source") << u"conflict.fields"_s << source << u"&Use 2 values of Shop"_s
                                         << u"Books gets 2 values from Shop."_s;
    QTest::newRow("one of each") << u"conflict.fields"_s << mixed << u"&Use 1 of Shop and 1 of Books"_s
                                 << u"Books gets 1 value from Shop. Shop gets 1 value from Books."_s;
}

void TestUiConflicts::theButtonSaysWhatWillHappen()
{
    QFETCH(QString, code);
    QFETCH(ConflictResolution, resolution);
    QFETCH(QString, action);
    QFETCH(QString, consequence);
    const ConflictView view = viewOf(code, {u"a"_s, u"b"_s});
    QCOMPARE(ConflictWords::action(view, resolution), action);
    QCOMPARE(ConflictWords::consequence(view, resolution), consequence);
    ConflictDetail detail;
    detail.showConflict(view, QDateTime::currentDateTimeUtc());
    QCOMPARE(says(detail, u"Locked"_s), false); // not on screen
    auto *lock = detail.findChildren<QLabel *>().at(1);
    QCOMPARE(!lock->isHidden(), code == "document.fixed"_L1);
}

void TestUiConflicts::withoutConflictsItSaysSo()
{
    QVERIFY(QTest::qWaitFor([this] { return says(page(), u"No conflicts."_s); }, kLongest));
    keep(u"conflicts-0-none"_s);
}

void TestUiConflicts::aDocumentConflictIsShownWithItsReason()
{
    const TwoSides::Pair pair = m_sides->makeDocumentConflict();
    m_sides->runOne(pair.order[u"id"].scalarText());
    QVERIFY(hasConflicts(1));
    const QString number = pair.order[u"number"].scalarText();
    QCOMPARE(model().index(0, ConflictsModel::Record).data().toString(), u"Order "_s + number);
    QCOMPARE(model().index(0, ConflictsModel::Fields).data().toString(), u"Total"_s);
    QTRY_VERIFY(says(page().detail(), u"was changed at the target since we last sent it"_s));
    const QString held = fields().index(0, ConflictFieldsModel::Target).data().toString();
    QVERIFY2(held.contains(pair.document[u"TotalAmt"].decimal()->rounded(2).text()), qPrintable(held));
    const auto navigation = m_workspace->findChildren<NavigationButton *>();
    QTRY_VERIFY(std::ranges::any_of(navigation, [](const NavigationButton *entry) {
        return entry->accessibleName() == u"Conflicts" && entry->accessibleDescription() == u"1 needs you";
    }));
    keep(u"conflicts-1-document"_s);
}

void TestUiConflicts::keepingTheTargetSendsNothing()
{
    const JsonArray before = m_sides->company(u"SalesReceipt"_s);
    QVERIFY(!button(page(), u"Resolve"_s)->isEnabled());
    list().setFocus();
    QTest::keyClick(&list(), Qt::Key_2);
    QPushButton *keepIt = button(page(), u"Keep Sales receipt"_s);
    QVERIFY(keepIt && keepIt->isEnabled());
    keep(u"conflicts-2-chosen"_s);
    keepIt->setFocus();
    QTest::keyClick(keepIt, Qt::Key_Space);
    QVERIFY(hasConflicts(0));
    QTRY_VERIFY(says(page(), u"No conflicts."_s));
    QCOMPARE(m_sides->company(u"SalesReceipt"_s), before);
    page().findChild<QComboBox *>()->setCurrentIndex(2);
    QVERIFY(hasConflicts(1)); // among the settled ones
    QVERIFY(!button(page(), u"Keep"_s));
    page().findChild<QComboBox *>()->setCurrentIndex(0);
    QVERIFY(hasConflicts(0));
}

void TestUiConflicts::fieldsAreChosenByKeyboardAndGoBothWays()
{
    m_sides->addStream(kOut, u"woo-customers-to-quickbooks"_s, twoWay());
    m_sides->addStream(kBack, u"quickbooks-customers-to-woo"_s, twoWay(), true);
    for (const QString &stream : {kOut, kBack, kOut})
        m_sides->run(stream);
    const auto failed = QCoro::waitFor(m_sides->api().failures(kOut, 0, 1000));
    QVERIFY(failed.has_value());
    QStringList disputed; // the addresses of some are others in their orders
    for (const FailureView &view : *failed)
        disputed << view.failure.sourceId;
    const int before = int(disputed.size());
    QVERIFY(hasConflicts(before));
    const Json customers = m_sides->shop(u"customers?per_page=100"_s);
    const auto agrees = [&disputed](const Json &one) { return !disputed.contains(one[u"id"].scalarText()); };
    const auto found = std::ranges::find_if(customers.array(), agrees);
    QVERIFY(found != customers.array().cend());
    const Json customer = *found;
    const QString path = u"customers/"_s + customer[u"id"].scalarText();
    const auto inBooks = [this, mail = customer[u"email"].string()] {
        for (const Json &one : m_sides->company(u"Customer"_s)) {
            if (one[u"PrimaryEmailAddr"][u"Address"].string() == mail)
                return one;
        }
        qFatal("The customer is not in the books.");
    };
    Json billing = customer[u"billing"];
    billing.set(u"phone"_s, u"555-0111"_s);
    billing.set(u"city"_s, u"Shopville"_s);
    m_sides->changeAtShop(path, Json::object({{u"billing"_s, billing}}));
    const Json held = inBooks();
    Json address = held[u"BillAddr"].isNull() ? Json::object({}) : held[u"BillAddr"];
    address.set(u"City"_s, u"Bookham"_s);
    m_sides->changeAtCompany(u"Customer"_s,
        Json::object({{u"Id"_s, held[u"Id"]}, {u"SyncToken"_s, held[u"SyncToken"]}, {u"sparse"_s, true},
            {u"BillAddr"_s, address},
            {u"PrimaryPhone"_s, Json::object({{u"FreeFormNumber"_s, u"555-0222"_s}})}}));
    m_sides->runOne(customer[u"id"].scalarText(), kOut);
    QVERIFY(hasConflicts(before + 1));
    list().selectRow(0);
    QTRY_COMPARE(fields().rowCount(), 2);
    list().setFocus();
    QTest::keyClick(&list(), Qt::Key_1); // the first field, and on to the second
    QTest::keyClick(&list(), Qt::Key_2);
    keep(u"conflicts-3-fields"_s);
    const QString first = fields().index(0, ConflictFieldsModel::Field).data().toString();
    const bool phoneFirst = first.contains(u"Phone"_s);
    QPushButton *resolve = button(page(), u"Use 1 of Demo shop and 1 of Demo company"_s);
    QVERIFY(resolve);
    resolve->click();
    QVERIFY(hasConflicts(before));
    const QString phone = phoneFirst ? u"555-0111"_s : u"555-0222"_s;
    const QString city = phoneFirst ? u"Bookham"_s : u"Shopville"_s;
    QTRY_COMPARE_WITH_TIMEOUT(inBooks()[u"PrimaryPhone"][u"FreeFormNumber"].string(), phone, kLongest);
    QTRY_COMPARE_WITH_TIMEOUT(inBooks()[u"BillAddr"][u"City"].string(), city, kLongest);
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->shop(path)[u"billing"][u"phone"].string(), phone, kLongest);
    QTRY_COMPARE_WITH_TIMEOUT(m_sides->shop(path)[u"billing"][u"city"].string(), city, kLongest);
}

void TestUiConflicts::overwritingSendsTheSourcesVersion()
{
    const int before = model().rowCount();
    const TwoSides::Pair pair = m_sides->makeDocumentConflict();
    const Decimal total = *pair.order[u"total"].decimal();
    m_sides->runOne(pair.order[u"id"].scalarText());
    QVERIFY(hasConflicts(before + 1));
    list().selectRow(0);
    QTRY_COMPARE(fields().rowCount(), 1);
    TableView *table = page().detail().findChild<TableView *>();
    const QModelIndex source = fields().index(0, ConflictFieldsModel::Source);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(source).center());
    QPushButton *overwrite = button(page(), u"Overwrite Sales receipt"_s);
    QVERIFY(overwrite);
    theme::apply(*qApp, theme::Choice::Dark);
    keep(u"conflicts-4-dark"_s);
    theme::apply(*qApp, theme::Choice::Light);
    overwrite->click();
    QVERIFY(hasConflicts(before));
    const auto totalInBooks = [this, &pair] {
        for (const Json &document : m_sides->company(u"SalesReceipt"_s)) {
            if (document[u"Id"] == pair.document[u"Id"])
                return document[u"TotalAmt"].decimal().value_or(Decimal());
        }
        return Decimal();
    };
    QTRY_COMPARE_WITH_TIMEOUT(totalInBooks(), total, kLongest);
}

void TestUiConflicts::keep(const QString &name)
{
    const QString folder = qEnvironmentVariable("UDS_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    QVERIFY(QDir().mkpath(folder));
    QApplication::processEvents(); // what was just shown is laid out
    QVERIFY(m_workspace->grab().save(QDir(folder).filePath(name + u".png"_s)));
}

QTEST_MAIN(TestUiConflicts)
#include "tst_uiconflicts.moc"
