/* SPDX-License-Identifier: MIT */
/* One byte for a question, the signal's number, and one for its answer. 0 is no signal, and no
 * question. */
#include "witness.h"

#include "monotonic.h"
#include "process.h"
#include "signals.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define ANSWER_MS  250 /* unless they wait for a processor still */
#define STARVED_MS 5000
#define SEEN       0x80 /* added to the number; no system has as many signals */

/* Waits for the answer. False: there is none, from wings that do not even run. */
static bool await(const struct witness *witness, int64_t asked_ms)
{
    struct pollfd answer = {.fd = witness->fd, .events = POLLIN};
    for (;;) {
        int count = poll(&answer, 1, witness->unanswered > 1 ? 0 : ANSWER_MS);
        if (count > 0)
            return true;
        if (count < 0 && errno == EINTR)
            continue;
        /* Who owes an answer already is not waited for again. */
        if (count < 0 || witness->unanswered > 1 || !process_is_running(witness->wings) ||
            monotonic_ms() > asked_ms + STARVED_MS)
            return false;
    }
}

bool witness_saw(struct witness *witness, int number)
{
    int64_t asked_ms = monotonic_ms();
    unsigned char byte = (unsigned char)number;
    if (write(witness->fd, &byte, 1) != 1)
        return false;
    for (witness->unanswered++; witness->unanswered > 0; witness->unanswered--)
        if (!await(witness, asked_ms) || read(witness->fd, &byte, 1) != 1)
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

bool witness_tell_end(const struct witness *witness, int status)
{
    char word[1 + sizeof status] = {0};
    memcpy(word + 1, &status, sizeof status);
    return write(witness->fd, word, sizeof word) == (ssize_t)sizeof word;
}

enum witness_word witness_hear(int fd, int *status)
{
    unsigned char byte;
    ssize_t len;
    do
        len = read(fd, &byte, 1);
    while (len < 0 && errno == EINTR);
    if (len == 0)
        return WITNESS_KILLED;
    if (len < 0 || byte == 0) {
        bool is_told = len > 0 && poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, 0) > 0;
        if (!is_told || read(fd, status, sizeof *status) != (ssize_t)sizeof *status)
            *status = 0;
        return WITNESS_ENDED;
    }
    answer(fd, byte);
    return WITNESS_ASKED;
}
