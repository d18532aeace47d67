/* SPDX-License-Identifier: MIT */
/* Well-formed UTF-8, character by character. */
#include "utf8.h"

static size_t len_by_lead(unsigned char lead)
{
    return lead < 0x80   ? 1
           : lead < 0xc2 ? 0
           : lead < 0xe0 ? 2
           : lead < 0xf0 ? 3
           : lead < 0xf5 ? 4
                         : 0;
}

size_t utf8_character_len(const char *text, size_t len)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t wanted = len > 0 ? len_by_lead(bytes[0]) : 0;
    if (wanted == 0 || wanted > len)
        return 0;
    /* The second byte's bounds shut out overlong forms, surrogates and what is above U+10FFFF. */
    unsigned char low = bytes[0] == 0xe0 ? 0xa0 : bytes[0] == 0xf0 ? 0x90 : 0x80;
    unsigned char high = bytes[0] == 0xed ? 0x9f : bytes[0] == 0xf4 ? 0x8f : 0xbf;
    for (size_t i = 1; i < wanted; i++) {
        if (bytes[i] < low || bytes[i] > high)
            return 0;
        low = 0x80;
        high = 0xbf;
    }
    return wanted;
}

uint32_t utf8_character(const char *text, size_t len)
{
    const unsigned char *bytes = (const unsigned char *)text;
    uint32_t character = len == 1 ? bytes[0] : bytes[0] & 0xffu >> (len + 1);
    for (size_t i = 1; i < len; i++)
        character = character << 6 | (bytes[i] & 0x3f);
    return character;
}

void utf8_disarm(char *text)
{
    for (; *text != '\0'; text++)
        if (utf8_is_control(text, 1))
            *text = '?';
}

bool utf8_is_control(const char *text, size_t len)
{
    const unsigned char *bytes = (const unsigned char *)text;
    return (len == 1 && (bytes[0] < 0x20 || bytes[0] == 0x7f)) ||
           (len == 2 && bytes[0] == 0xc2 && bytes[1] < 0xa0);
}
