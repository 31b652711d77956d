#pragma once

namespace uds {

/// Loads the translation for the user's language, English otherwise: it brings the plural forms.
void installTranslations();

} // namespace uds
