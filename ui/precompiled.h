// Headers that nearly every screen reads; ours change too often to be among them.
#pragma once

#include <QCoroTask>
#include <QDateTime>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QList>
#include <QObject>
#include <QPushButton>
#include <QString>
#include <QVBoxLayout>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

#include <tl/expected.hpp>
