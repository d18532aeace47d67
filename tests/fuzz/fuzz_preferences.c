/* SPDX-License-Identifier: MIT */
/* What a desktop says of its user's wishes: XSETTINGS in either order of bytes, or, after an 'i', a
 * settings.ini. */
#include "fuzz.h"
#include "preferences.h"
#include "scale.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct preferences preferences = {.answer_fd = -1};
    if (len > 0 && bytes[0] == 'i') {
        char *text = calloc(1, len);
        if (!text)
            return 0;
        memcpy(text, bytes + 1, len - 1);
        preferences_read_ini(&preferences, text);
        free(text);
    } else {
        preferences_read_xsettings(&preferences, bytes, len);
    }
    assert(preferences.dark >= PREFERENCE_UNSET && preferences.dark <= PREFERENCE_YES);
    assert(preferences.still >= PREFERENCE_UNSET && preferences.still <= PREFERENCE_YES);
    assert(preferences.scale >= 0 && preferences.scale <= SCALE_MAX);
    return 0;
}
