/* SPDX-License-Identifier: MIT */
/* What a terminal sends for a key. */
#include "key.h"

#define ESCAPE '\x1b'

static int arrow_of(char final)
{
    switch (final) {
    case 'A':
        return KEY_UP;
    case 'B':
        return KEY_DOWN;
    case 'C':
        return KEY_RIGHT;
    case 'D':
        return KEY_LEFT;
    default:
        return KEY_NONE;
    }
}

static bool is_introducer(char byte)
{
    return byte == '[' || byte == 'O';
}

/* Parameters and intermediate bytes stand between the introducer and the final byte. */
static bool is_final(char byte)
{
    return byte >= '@' && byte <= '~';
}

static size_t read_escape(const char *bytes, size_t len, bool waited, int *key)
{
    if (len == 1 && !waited)
        return 0;
    if (len == 1 || !is_introducer(bytes[1])) {
        *key = KEY_ESCAPE;
        return 1;
    }
    size_t end = 2;
    while (end < len && !is_final(bytes[end]))
        end++;
    if (end == len && !waited)
        return 0;
    *key = end == 2 && end < len ? arrow_of(bytes[end]) : KEY_NONE;
    return end < len ? end + 1 : len;
}

size_t key_read(const char *bytes, size_t len, bool waited, int *key)
{
    if (len == 0)
        return 0;
    if (bytes[0] == ESCAPE)
        return read_escape(bytes, len, waited, key);
    *key = bytes[0] >= ' ' && bytes[0] <= '~' ? bytes[0] : KEY_NONE;
    return 1;
}
