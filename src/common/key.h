/* SPDX-License-Identifier: MIT */
/* The keys of a rehearsal, as a terminal or a window gives them.
 *
 * A key that types a character of ASCII is that character. Source: ECMA-48, 5.4, for what a
 * terminal sends for the others; some send "ESC O" for "ESC [".
 *
 *     int key;
 *     while ((used = key_read(bytes, len, waited, &key)) > 0)
 *         bytes += used, len -= used;
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum key {
    KEY_NONE = 0, /* one that nobody asks for */
    KEY_ESCAPE = 27,
    KEY_LEFT = 256,
    KEY_RIGHT,
    KEY_UP,
    KEY_DOWN,
};

/* The first *KEY of LEN bytes from a terminal. Returns how many it took; 0: there is none, or not
 * all of it has come. WAITED: nothing more of it will come, so that an escape is the key of that
 * name. Pure. */
size_t key_read(const char *bytes, size_t len, bool waited, int *key);
