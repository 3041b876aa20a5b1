#include "app/viewer/CacheOpening.h"

#include "app/panels/PassphraseDialog.h"
#include "app/viewer/Viewer.h"

#include <QApplication>
#include <QFile>

namespace guanjing::app {

CacheChoice openCacheForWindow(const ViewerOptions& options, Keychain& keychain)
{
    CacheChoice choice = chooseCache(options.cacheDir, options.usesUsualCache, options.cacheKey, keychain);
    const bool isTyped =
        !options.cacheKey && options.usesUsualCache && savedCacheProtection().kind == CacheProtection::Kind::Passphrase;
    if (!isTyped)
        return choice;
    const bool isNew = !QFile::exists(options.cacheDir + QStringLiteral("/tiles.sqlite"));
    PassphraseDialog dialog(isNew ? PassphraseDialog::Purpose::Choose : PassphraseDialog::Purpose::Open);
    while (dialog.exec() == QDialog::Accepted) {
        const QByteArray words = dialog.words();
        auto key = keyOfPassphrase({words.constData(), static_cast<std::size_t>(words.size())});
        if (key && tryCacheKey(options.cacheDir, &*key))
            return {std::make_shared<const StoreKey>(*std::move(key)), {}};
        dialog.tell(QApplication::translate("CacheOpening", "This passphrase does not fit."));
    }
    choice.off = Error{ErrorCode::NeedsKey, {}, "the passphrase was not given; nothing is kept in this session"};
    return choice;
}

} // namespace guanjing::app
