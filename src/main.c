/* SPDX-License-Identifier: MIT */
/* In a launch: the splash, what the wings become when the program has been silent for long enough.
 * Owns the order of things; ends by _exit, for libraries' farewells may take for ever. */
#include "arguments.h"
#include "environment.h"
#include "parent_watch.h"
#include "play.h"
#include "show.h"
#include "theme.h"
#include "trace.h"

#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    /* static: threads look at these until the very end */
    static struct arguments arguments;
    static struct trace trace;
    static struct show show;
    int ended_fd = -1;

    environment_prepare();
    arguments = arguments_parse(argc, argv);
    trace_adopt(&trace, arguments.trace_fd, "splash");
    trace_event(&trace, "splash main", NULL);

    if (arguments.play_fd >= 0) {
        char folder[THEME_PATH_MAX];
        bool written = theme_find(arguments.theme, folder) && play_write(folder, arguments.play_fd);
        _exit(written ? EXIT_SUCCESS : EXIT_FAILURE);
    }

    /* before the display is asked for anything, which may never answer */
    if (arguments.gone_fd >= 0 && (ended_fd = parent_watch_start(arguments.gone_fd, &trace)) < 0)
        _exit(EXIT_FAILURE);

    if (show_open(&show, &arguments, &trace, ended_fd))
        show_run(&show);
    trace_event(&trace, "splash end", NULL);
    _exit(EXIT_SUCCESS);
}
