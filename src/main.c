/* SPDX-License-Identifier: MIT */
/* The splash: started by the wings when the program has been silent for long enough, to show what
 * they ask for. Its one argument is the number of its end of the channel to them. Ends by _exit,
 * for libraries' farewells may take for ever. */
#include "channel.h"
#include "cues.h"
#include "environment.h"
#include "number.h"
#include "play.h"
#include "request.h"
#include "sandbox.h"
#include "show.h"
#include "trace.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

/* A program started by some library must not inherit what ties the launch together. */
static void keep_private(int fd)
{
    if (fd >= 0)
        fcntl(fd, F_SETFD, FD_CLOEXEC);
}

static bool play(const struct request *request)
{
    struct sandbox sandbox;
    sandbox_enter(&sandbox, false);
    return (request->theme[0] && play_write(request->theme, request->play_fd)) ||
           (request->default_theme[0] && play_write(request->default_theme, request->play_fd));
}

int main(int argc, char **argv)
{
    /* static: threads look at these until the very end */
    static struct request request;
    static struct trace trace;
    static struct show show;
    static struct channel_receiver receiver;
    if (argc != 2 || !number_parse_int(argv[1], 0, INT_MAX, &receiver.fd))
        return EXIT_FAILURE;
    environment_prepare();
    request_init(&request);
    if (!cues_await_request(&receiver, &request))
        _exit(EXIT_FAILURE);
    keep_private(receiver.fd);
    keep_private(request.trace_fd);
    keep_private(request.play_fd);
    keep_private(request.keys_fd);
    keep_private(request.words_fd);
    keep_private(request.complaints_fd);
    trace_adopt(&trace, request.trace_fd, "splash");
    trace_event(&trace, "splash main", NULL);

    if (request.play_fd >= 0)
        _exit(play(&request) ? EXIT_SUCCESS : EXIT_FAILURE);
    enum ending ending = show_open(&show, &receiver, &request, &trace);
    if (!request.probe && (ending == ENDING_WELL || ending == ENDING_OTHER_THEME))
        show_run(&show);
    trace_event(&trace, "splash end", NULL);
    _exit((int)ending);
}
