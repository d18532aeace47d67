/* SPDX-License-Identifier: MIT */
/* Talking between wings and splash. The descriptors are the callers'; SIGPIPE is ignored by both.
 */
#include "channel.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

void channel_init(struct channel_sender *sender)
{
    sender->has_told = false; /* not the whole of it: two pages that most launches never touch */
    sender->len = sender->sent = 0;
}

bool channel_send(struct channel_sender *sender, int fd, const struct request *request)
{
    for (;;) {
        while (sender->sent < sender->len) {
            ssize_t len = write(fd, sender->page + sender->sent, sender->len - sender->sent);
            if (len < 0 && errno == EINTR)
                continue;
            if (len < 0)
                return errno != EAGAIN && errno != EWOULDBLOCK;
            sender->sent += (size_t)len;
        }
        sender->sent = 0;
        sender->len = request_encode(request, sender->has_told ? &sender->told : NULL, sender->page,
                                     sizeof sender->page);
        if (sender->len == 0)
            return true;
        sender->told = *request;
        sender->has_told = true;
    }
}

static ssize_t read_some(int fd, void *bytes, size_t size)
{
    ssize_t len;
    do
        len = read(fd, bytes, size);
    while (len < 0 && errno == EINTR);
    return len;
}

/* What comes with a reply was written with it, and so is there; if not, it is nobody's word. */
static bool read_whole(int fd, void *bytes, size_t len)
{
    return read_some(fd, bytes, len) == (ssize_t)len;
}

static enum reply read_place(int fd, struct channel_told *told)
{
    struct channel_place place;
    if (!read_whole(fd, &place, sizeof place))
        return REPLY_NONE;
    told->place = place;
    return REPLY_PLACE;
}

static enum reply read_face(int fd, struct channel_told *told)
{
    uint16_t len;
    told->face_len = 0;
    if (!read_whole(fd, &len, sizeof len) || len > sizeof told->face ||
        !read_whole(fd, told->face, len))
        return REPLY_NONE;
    told->face_len = len;
    return REPLY_FACE;
}

enum reply channel_reply(int fd, struct channel_told *told)
{
    unsigned char byte;
    ssize_t len = read_some(fd, &byte, 1);
    if (len < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return REPLY_NONE;
    if (len != 1 || byte >= REPLY_ENDED)
        return REPLY_ENDED;
    if (byte == REPLY_PLACE)
        return read_place(fd, told);
    if (byte == REPLY_FACE)
        return read_face(fd, told);
    return (enum reply)byte;
}

enum channel_state channel_receive(struct channel_receiver *receiver, struct request *request)
{
    enum channel_state state = CHANNEL_SAME;
    for (;;) {
        ssize_t len = read(receiver->fd, receiver->text + receiver->len,
                           sizeof receiver->text - receiver->len);
        if (len < 0 && errno == EINTR)
            continue;
        if (len < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return state;
        if (len <= 0)
            return CHANNEL_CLOSED;
        receiver->len += (size_t)len;
        size_t page_len;
        while ((page_len = request_page_len(receiver->text, receiver->len)) > 0) {
            request_decode(request, receiver->text, page_len);
            receiver->len -= page_len;
            memmove(receiver->text, receiver->text + page_len, receiver->len);
            state = CHANNEL_NEWS;
        }
        if (receiver->len >= REQUEST_PAGE_MAX)
            return CHANNEL_CLOSED;
    }
}

static void write_reply(int fd, const void *bytes, size_t len)
{
    while (write(fd, bytes, len) < 0 && errno == EINTR)
        continue;
}

void channel_tell(const struct channel_receiver *receiver, enum reply reply)
{
    unsigned char byte = (unsigned char)reply;
    write_reply(receiver->fd, &byte, 1);
}

void channel_tell_place(const struct channel_receiver *receiver, struct channel_place place)
{
    unsigned char bytes[1 + sizeof place] = {REPLY_PLACE};
    memcpy(bytes + 1, &place, sizeof place);
    write_reply(receiver->fd, bytes, sizeof bytes);
}

void channel_tell_face(const struct channel_receiver *receiver, const char *text)
{
    unsigned char bytes[1 + sizeof(uint16_t) + STATE_FILE_FACE_MAX] = {REPLY_FACE};
    size_t len = strlen(text);
    uint16_t told_len = (uint16_t)len;
    if (len > STATE_FILE_FACE_MAX)
        return;
    memcpy(bytes + 1, &told_len, sizeof told_len);
    memcpy(bytes + 1 + sizeof told_len, text, len);
    write_reply(receiver->fd, bytes, 1 + sizeof told_len + len);
}
