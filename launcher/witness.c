/* SPDX-License-Identifier: MIT */
/* One byte for a question, the signal's number, and one for its answer. 0 is no signal, and no
 * question. */
#include "witness.h"

#include "monotonic.h"
#include "signals.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#define ANSWER_MS 250  /* they may have to wait for a processor */
#define SEEN      0x80 /* added to the number; no system has as many signals */

/* Waits until there is something to read. False: the time is over. */
static bool await(int fd, int64_t until_ms)
{
    struct pollfd answer = {.fd = fd, .events = POLLIN};
    int count;
    do {
        int64_t left_ms = until_ms - monotonic_ms();
        count = poll(&answer, 1, left_ms > 0 ? (int)left_ms : 0);
    } while (count < 0 && errno == EINTR);
    return count > 0;
}

bool witness_saw(struct witness *witness, int number)
{
    /* Who owes an answer already is not waited for again. */
    int64_t until_ms = monotonic_ms() + (witness->unanswered > 0 ? 0 : ANSWER_MS);
    unsigned char byte = (unsigned char)number;
    if (write(witness->fd, &byte, 1) != 1)
        return false;
    for (witness->unanswered++; witness->unanswered > 0; witness->unanswered--)
        if (!await(witness->fd, until_ms) || read(witness->fd, &byte, 1) != 1)
            return false;
    return byte == (number | SEEN);
}

static void answer(int fd, int number)
{
    struct signals_event event;
    bool seen;
    do /* SIGPIPE comes from ourselves, too */
        seen = signals_take(&event, number);
    while (seen && event.from_process && event.sender == getpid());
    unsigned char byte = (unsigned char)(seen ? number | SEEN : number);
    if (write(fd, &byte, 1) != 1)
        return; /* the launcher has gone, which is heard next */
}

enum witness_word witness_hear(int fd)
{
    unsigned char byte;
    ssize_t len;
    do
        len = read(fd, &byte, 1);
    while (len < 0 && errno == EINTR);
    if (len == 0)
        return WITNESS_KILLED;
    if (len < 0 || byte == 0)
        return WITNESS_ENDED;
    answer(fd, byte);
    return WITNESS_ASKED;
}
