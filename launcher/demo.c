/* SPDX-License-Identifier: MIT */
/* The demo. Owns, in a rehearsal, the pipe for its keys and copies of the two outputs. */
#include "demo.h"

#include "descriptors.h"
#include "keyboard.h"
#include "page.h"
#include "quiet_write.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define DEMO_MS 16000 /* all gaits, one after the other */

#define KEYS "1-4 gait, 0 all, space stop, + - speed, d dark, s scale, arrows move, q quit\n"

static bool is_rehearsal(const struct request *request, const struct options *options)
{
    int theme = request_option_index("theme");
    return request->theme[0] && options->sources[theme] == OPTIONS_SOURCE_ARGUMENT;
}

/* A pipe's ends that nobody ever waits at. -1: there is no keyboard. */
static int open_keys(void)
{
    int keys[2];
    if (!descriptors_pipe(keys))
        return -1;
    keys[0] = descriptors_raise(keys[0]);
    keys[1] = descriptors_raise(keys[1]);
    fcntl(keys[0], F_SETFL, O_NONBLOCK);
    fcntl(keys[1], F_SETFL, O_NONBLOCK);
    if (keyboard_open(keys[1]))
        return keys[0];
    close(keys[0]);
    close(keys[1]);
    return -1;
}

static void rehearse(struct request *request)
{
    request->rehearsal = true;
    request->until |= 1u << SIGN_DISMISS; /* by a key, too */
    request->words_fd = descriptors_raise(dup(STDOUT_FILENO));
    request->complaints_fd = descriptors_raise(dup(STDERR_FILENO));
    request->keys_fd = open_keys();
    if (request->keys_fd >= 0 && isatty(STDERR_FILENO))
        quiet_write(STDERR_FILENO, KEYS, strlen(KEYS));
}

int64_t demo_prepare(struct request *request, const struct options *options)
{
    page_demonstrate(request);
    if (is_rehearsal(request, options))
        rehearse(request);
    if (options->demo_ms > 0)
        return options->demo_ms;
    if (request->timeout_s > 0)
        return INT64_C(1000) * request->timeout_s;
    return request->keys_fd >= 0 ? 0 : DEMO_MS;
}

void demo_end(void)
{
    keyboard_close();
}
