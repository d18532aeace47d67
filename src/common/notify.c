/* SPDX-License-Identifier: MIT */
/* What the program says of itself: reading sd_notify's datagrams. Owns the socket of one launch. */
#include "notify.h"

#include "utf8.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXPONENT_MAX 1000 /* beyond it, all numbers are alike */

bool notify_is_ours(const char *address)
{
    if (!address)
        return false;
    if (address[0] == '@')
        return strncmp(address + 1, NOTIFY_SIGNATURE, strlen(NOTIFY_SIGNATURE)) == 0;
    const char *base = strrchr(address, '/');
    return base && strncmp(base + 1, NOTIFY_SIGNATURE, strlen(NOTIFY_SIGNATURE)) == 0;
}

/* Copies the LEN bytes at TEXT without control characters, as many as SIZE holds, cut between
 * characters. False: not UTF-8; WORDS are untouched. */
static bool copy_words(char *words, size_t size, const char *text, size_t len)
{
    char copy[NOTIFY_STATUS_MAX];
    size_t out = 0;
    while (len > 0) {
        size_t character = utf8_character_len(text, len);
        if (character == 0)
            return false;
        if (!utf8_is_control(text, character) && out + character < size) {
            memcpy(copy + out, text, character);
            out += character;
        }
        text += character;
        len -= character;
    }
    memcpy(words, copy, out);
    words[out] = '\0';
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "e-05", to END. */
static bool parse_exponent(const char *text, const char *end, int *exponent)
{
    int value = 0;
    if (text == end)
        return true;
    if (*text != 'e' && *text != 'E')
        return false;
    text++;
    bool negative = text < end && *text == '-';
    text += text < end && (*text == '-' || *text == '+');
    if (text == end)
        return false;
    for (; text < end && is_digit(*text); text++)
        if (value < EXPONENT_MAX)
            value = value * 10 + (*text - '0');
    *exponent += negative ? -value : value;
    return text == end;
}

static bool is_point(char c)
{
    return c == '.' || c == ',';
}

/* "0.42", "0,42" and "42%" to 42, "1.01" to 100, "-0.1" and "5e-05" to 0: a number as any language
 * prints it in any locale. */
static bool parse_progress(const char *text, size_t len, int *percent)
{
    const char *end = text + len;
    bool negative = len > 0 && *text == '-', digits = false, point = false;
    uint64_t value = 0;
    int exponent = 2; /* hundredths */
    if (len > 0 && end[-1] == '%') {
        exponent = 0;
        do
            end--;
        while (end > text && end[-1] == ' ');
    }
    for (text += negative; text < end && (is_digit(*text) || (is_point(*text) && !point)); text++) {
        if (is_point(*text)) {
            point = true;
            continue;
        }
        digits = true;
        bool fits = value < UINT64_MAX / 100;
        if (fits)
            value = value * 10 + (uint64_t)(*text - '0');
        exponent += fits ? -point : !point;
    }
    if (!digits || !parse_exponent(text, end, &exponent))
        return false;
    for (; exponent < 0 && value > 0; exponent++)
        value /= 10;
    for (; exponent > 0 && value > 0 && value <= 100; exponent--)
        value *= 10;
    *percent = negative ? 0 : value > 100 ? 100 : (int)value;
    return true;
}

/* True if the LINE of *LEN bytes begins with KEY: it and *LEN are what follows, then. */
static bool skip_key(const char **line, size_t *len, const char *key)
{
    size_t key_len = strlen(key);
    if (*len < key_len || memcmp(*line, key, key_len) != 0)
        return false;
    *line += key_len;
    *len -= key_len;
    return true;
}

/* MAINPID=, WATCHDOG=1 and the like are for others. */
static void add_line(struct notify_message *message, const char *line, size_t len)
{
    if (skip_key(&line, &len, "READY=1"))
        message->ready |= len == 0;
    else if (skip_key(&line, &len, "STATUS="))
        message->has_status |= copy_words(message->status, sizeof message->status, line, len);
    else if (skip_key(&line, &len, "X_OCAMLWALK_PROGRESS="))
        message->has_progress |= parse_progress(line, len, &message->progress_percent);
    else if (skip_key(&line, &len, "X_OCAMLWALK_TITLE="))
        message->has_title |= copy_words(message->title, sizeof message->title, line, len);
    else if (skip_key(&line, &len, "X_OCAMLWALK_FAILED="))
        message->has_failed |= copy_words(message->failed, sizeof message->failed, line, len);
}

void notify_add(struct notify_message *message, const char *packet, size_t packet_len)
{
    if (packet_len > NOTIFY_PACKET_MAX)
        return;
    for (size_t start = 0, end; start < packet_len; start = end + 1) {
        end = start;
        while (end < packet_len && packet[end] != '\n' && packet[end] != '\0')
            end++;
        size_t len = end - start;
        while (len > 0 && packet[start + len - 1] == '\r')
            len--;
        add_line(message, packet + start, len);
    }
}

void notify_fail(struct notify *notify)
{
    int error = errno;
    if (notify->fd >= 0)
        close(notify->fd);
    *notify = (struct notify){.fd = -1};
    errno = error;
}

void notify_close(struct notify *notify)
{
    if (notify->fd >= 0)
        close(notify->fd);
    notify->fd = -1;
    if (notify->address[0] == '/')
        unlink(notify->address);
    notify->address[0] = '\0';
}
