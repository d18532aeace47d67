/* SPDX-License-Identifier: MIT */
/* Two names exchanged at once, or one given only where nobody has it: rename(2) would remove an
 * empty folder of that name. Sources: renameat2(2), macOS's renamex_np(2). */
#pragma once

#include <stdbool.h>

/* PATH gets the name TO. False: errno says why, EEXIST where somebody has it. */
bool exchange_into(const char *path, const char *to);

/* Each gets the other's name. False: errno says why, and nothing has changed. */
bool exchange_both(const char *one, const char *other);
