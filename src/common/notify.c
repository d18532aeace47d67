/* SPDX-License-Identifier: MIT */
/* What the program says of itself: reading sd_notify's datagrams. Owns the socket of one launch. */
#include "notify.h"

#include "utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool notify_is_ours(const char *address)
{
    if (!address)
        return false;
    if (address[0] == '@')
        return strncmp(address + 1, NOTIFY_SIGNATURE, strlen(NOTIFY_SIGNATURE)) == 0;
    const char *base = strrchr(address, '/');
    return base && strncmp(base + 1, NOTIFY_SIGNATURE, strlen(NOTIFY_SIGNATURE)) == 0;
}

/* Copies the LEN bytes at TEXT without control characters, cut between characters. False: not
 * UTF-8. */
static bool copy_status(char *status, const char *text, size_t len)
{
    size_t out = 0;
    while (len > 0) {
        size_t character = utf8_character_len(text, len);
        if (character == 0)
            return false;
        if (!utf8_is_control(text, character) && out + character < NOTIFY_STATUS_MAX) {
            memcpy(status + out, text, character);
            out += character;
        }
        text += character;
        len -= character;
    }
    status[out] = '\0';
    return true;
}

/* "0.42" to 42; digits and one point only, from 0 to 1, so that no locale can change its meaning.
 */
static bool parse_progress(const char *text, size_t len, int *percent)
{
    int value = 0, unit = 100;
    bool digits = false, point = false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (text[i] < '0' || text[i] > '9')
            return false;
        digits = true;
        if (point)
            unit /= 10;
        value = point ? value + (text[i] - '0') * unit : value * 10 + (text[i] - '0') * unit;
        if (value > 100)
            return false;
    }
    *percent = value;
    return digits;
}

static bool parse_line(const char *line, size_t len, struct notify_message *message)
{
    static const char ready[] = "READY=1",
                      status[] = "STATUS=", progress[] = "X_OCAMLWALK_PROGRESS=";
    const size_t status_len = strlen(status), progress_len = strlen(progress);
    if (len == strlen(ready) && memcmp(line, ready, len) == 0) {
        message->ready = true;
    } else if (len >= status_len && memcmp(line, status, status_len) == 0) {
        message->has_status = copy_status(message->status, line + status_len, len - status_len);
        return message->has_status;
    } else if (len >= progress_len && memcmp(line, progress, progress_len) == 0) {
        message->has_progress =
            parse_progress(line + progress_len, len - progress_len, &message->progress_percent);
        return message->has_progress;
    }
    return true; /* MAINPID=, WATCHDOG=1 and the like are for others */
}

bool notify_parse(const char *packet, size_t packet_len, struct notify_message *message)
{
    memset(message, 0, sizeof *message);
    bool acceptable =
        packet_len > 0 && packet_len <= NOTIFY_PACKET_MAX && !memchr(packet, '\0', packet_len);
    while (acceptable && packet_len > 0) {
        const char *end = memchr(packet, '\n', packet_len);
        size_t line_len = end ? (size_t)(end - packet) : packet_len;
        acceptable = parse_line(packet, line_len, message);
        packet += line_len;
        packet_len -= line_len;
        if (end) {
            packet++;
            packet_len--;
        }
    }
    if (!acceptable)
        memset(message, 0, sizeof *message);
    return acceptable;
}

void notify_add(struct notify_message *message, const char *packet, size_t packet_len)
{
    struct notify_message added;
    if (!notify_parse(packet, packet_len, &added))
        return;
    message->ready |= added.ready;
    if (added.has_status) {
        message->has_status = true;
        strcpy(message->status, added.status);
    }
    if (added.has_progress) {
        message->has_progress = true;
        message->progress_percent = added.progress_percent;
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
