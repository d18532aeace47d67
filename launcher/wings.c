/* SPDX-License-Identifier: MIT */
/* Waiting for the cue. Owns, in its own process: the watch on the output, the claim on the display,
 * and copies of the descriptors in struct wings. */
#include "wings.h"

#include "descriptors.h"
#include "display.h"
#include "self.h"
#include "sign.h"
#include "signals.h"
#include "terminal.h"
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_MS INT64_C(1000000)
#define NS_PER_S  INT64_C(1000000000)

enum source { GONE, OUTPUT, NOTICE, SOURCE_COUNT };

void wings_init(struct wings *wings, const struct options *options)
{
    /* Not the whole struct: the path in it is a page that most launches never touch. */
    wings->options = options;
    wings->program = 0;
    wings->written = 0;
    wings->gone_fd = -1;
    wings->watch = (struct watch){.fd = -1, .outputs = {-1, -1}};
    wings->notify = (struct notify){.fd = -1};
    wings->trace = (struct trace){.fd = -1};
    wings->started_ns = 0;
    wings->splash[0] = '\0';
}

bool wings_find_splash(struct wings *wings)
{
    return self_sibling(SELF_SPLASH, wings->splash, sizeof wings->splash) &&
           access(wings->splash, X_OK) == 0;
}

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * NS_PER_S + now.tv_nsec;
}

void wings_note_start(struct wings *wings)
{
    wings->started_ns = now_ns();
}

/* Milliseconds from now to WHEN_NS, rounded up: a cue is never early. */
static int64_t ms_until(int64_t when_ns)
{
    int64_t left_ns = when_ns - now_ns();
    return left_ns <= 0 ? 0 : (left_ns + NS_PER_MS - 1) / NS_PER_MS;
}

/* The splash's command line. One allocation an argument, none freed: the process is about to be
 * replaced. */
struct arguments {
    char *words[32];
    size_t count;
};

static void add(struct arguments *arguments, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void add(struct arguments *arguments, const char *format, ...)
{
    char word[PATH_MAX + 32];
    va_list values;
    va_start(values, format);
    int len = vsnprintf(word, sizeof word, format, values);
    va_end(values);
    if (len < 0 || (size_t)len >= sizeof word ||
        arguments->count + 1 >= sizeof arguments->words / sizeof *arguments->words)
        return;
    arguments->words[arguments->count] = strdup(word);
    if (arguments->words[arguments->count] != NULL)
        arguments->count++;
}

static void add_descriptor(struct arguments *arguments, const char *name, int fd)
{
    if (fd < 0)
        return;
    fcntl(fd, F_SETFD, 0);
    add(arguments, "--%s=%d", name, fd);
}

static void add_options(struct arguments *arguments, const struct options *options)
{
    const char *title = options->title != NULL ? options->title : options->program_argv[0];
    if (options->theme != NULL)
        add(arguments, "--theme=%s", options->theme);
    if (options->until_list != NULL)
        add(arguments, "--until=%s", options->until_list);
    if (title != NULL && options->title == NULL && strrchr(title, '/') != NULL)
        title = strrchr(title, '/') + 1;
    if (title != NULL)
        add(arguments, "--title=%s", title);
    add(arguments, "--sound=%s", options->sound ? "on" : "off");
    add(arguments, "--volume=%d", options->volume_percent);
    add(arguments, "--fade=%d", options->fade_ms);
    if (options->timeout_s > 0)
        add(arguments, "--timeout=%d", options->timeout_s);
    if (options->still)
        add(arguments, "--still");
}

/* What is loaded into the program is not to be loaded into the splash. The rest of the environment
 * is the splash's own to tidy. */
static void forget_preloads(void)
{
    unsetenv("LD_PRELOAD");
    unsetenv("LD_AUDIT");
}

static void become_splash(const struct wings *wings, int claim, const struct notify_message *heard)
{
    const struct watch *watch = &wings->watch;
    struct arguments arguments = {.count = 0};
    add(&arguments, "%s", wings->splash);
    add(&arguments, "--program=%d", (int)wings->program);
    add_descriptor(&arguments, "gone-fd", wings->gone_fd);
    add_descriptor(&arguments, "watch-fd", watch->fd);
    add_descriptor(&arguments, "output-fd", watch->outputs[0]);
    add_descriptor(&arguments, "error-fd", watch->outputs[1]);
    add(&arguments, "--written=%" PRIu64, watch->written);
    add_descriptor(&arguments, "notify-fd", wings->notify.fd);
    add_descriptor(&arguments, "trace-fd", wings->trace.fd);
    add_descriptor(&arguments, "claim-fd", claim);
    add_options(&arguments, wings->options);
    if (heard->has_status)
        add(&arguments, "--status=%s", heard->status);
    if (heard->has_progress)
        add(&arguments, "--progress=%d", heard->progress_percent);
    arguments.words[arguments.count] = NULL;
    forget_preloads();
    if (descriptors_null_stdio())
        execv(wings->splash, arguments.words);
}

/* True if the program said that it is ready. */
static bool hear(struct notify *notify, struct notify_message *heard, unsigned until)
{
    struct notify_message message;
    while (notify_receive(notify, &message)) {
        if (message.ready && sign_counts(until, SIGN_READY))
            return true;
        if (message.has_status) {
            heard->has_status = true;
            strcpy(heard->status, message.status);
        }
        if (message.has_progress) {
            heard->has_progress = true;
            heard->progress_percent = message.progress_percent;
        }
    }
    return false;
}

static bool is_at_prompt(pid_t program)
{
    struct terminal terminal;
    bool awaited = terminal_open(&terminal, program) && terminal_awaited(&terminal);
    terminal_close(&terminal);
    return awaited;
}

/* Waits for a sign of life until the delay is over. Returns the sign, or NULL: the stage is free.
 */
static const char *wait_out(struct wings *wings, struct notify_message *heard)
{
    struct watch *watch = &wings->watch;
    struct notify *notify = &wings->notify;
    const unsigned until = wings->options->until;
    const bool watched = sign_counts(until, SIGN_OUTPUT);
    const int64_t cue_ns = wings->started_ns + wings->options->delay_ms * NS_PER_MS;
    struct pollfd sources[SOURCE_COUNT] = {
        [GONE] = {.fd = wings->gone_fd, .events = POLLIN},
        [OUTPUT] = {.fd = watched ? watch->fd : -1, .events = POLLIN},
        [NOTICE] = {.fd = notify->fd, .events = POLLIN},
    };
    if (watch_missed(watch) && watched)
        return "output";
    for (;;) {
        int64_t left_ms = ms_until(cue_ns);
        int ready = poll(sources, SOURCE_COUNT, (int)left_ms);
        if (ready < 0 && errno != EINTR)
            return "exit";
        if (ready > 0 && sources[GONE].revents != 0)
            return "exit";
        if (ready > 0 && sources[OUTPUT].revents != 0 && watch_fired(watch))
            return "output";
        if (ready > 0 && sources[NOTICE].revents != 0 && hear(notify, heard, until))
            return "ready";
        if (ready != 0 || ms_until(cue_ns) > 0)
            continue;
        if (watched && watch->fd < 0 && watch_fired(watch))
            return "output";
        return sign_counts(until, SIGN_TERMINAL) && is_at_prompt(wings->program) ? "terminal"
                                                                                 : NULL;
    }
}

/* The whole life of the wings; *WINGS is this process's own copy. Never returns. */
static void wait_in_the_wings(struct wings *wings)
{
    struct notify_message heard = {.ready = false}; /* the latest of each kind */

    if (!watch_open(&wings->watch, wings->program, wings->written))
        _exit(0);
    wings_let_go(wings, wings->watch.fd);
    setsid(); /* the terminal's signals are the program's */
    signals_reset();
    trace_event(&wings->trace, "watching", "\"polling\":%s",
                wings->watch.fd < 0 ? "true" : "false");

    const char *sign = wait_out(wings, &heard);
    if (sign != NULL) {
        trace_event(&wings->trace, "sign of life", "\"sign\":\"%s\"", sign);
        _exit(0);
    }
    trace_event(&wings->trace, "delay over", NULL);
    int claim = display_claim();
    if (claim < 0) {
        trace_event(&wings->trace, "display taken", NULL);
        _exit(0);
    }
    if (chdir("/") != 0) /* the program's folder may want to be unmounted */
        _exit(0);
    trace_event(&wings->trace, "splash exec", NULL);
    become_splash(wings, claim, &heard);
    _exit(0);
}

void wings_let_go(const struct wings *wings, int also)
{
    const int kept[] = {also,
                        wings->gone_fd,
                        wings->watch.outputs[0],
                        wings->watch.outputs[1],
                        wings->notify.fd,
                        wings->trace.fd};
    descriptors_close_all_but(kept, sizeof kept / sizeof *kept);
}

pid_t wings_spawn(struct wings *wings)
{
    pid_t child = fork();
    if (child == 0)
        wait_in_the_wings(wings);
    return child;
}

bool wings_spawn_detached(struct wings *wings)
{
    /* With SIGCHLD ignored the go-between is never a zombie, raises no signal and is not added to
     * our resource usage, which the program will take for its own. */
    struct sigaction ignore = {.sa_handler = SIG_IGN}, old;
    sigaction(SIGCHLD, &ignore, &old);
    pid_t between = fork();
    if (between == 0) {
        /* Before the launcher goes on: the program may be over before the wings are awake. */
        wings_let_go(wings, -1);
        if (fork() == 0)
            wait_in_the_wings(wings);
        _exit(0);
    }
    int error = errno;
    while (between > 0 && waitpid(between, NULL, 0) < 0 && errno == EINTR)
        continue;
    sigaction(SIGCHLD, &old, NULL);
    errno = error;
    return between > 0;
}

void wings_demo(const struct wings *wings)
{
    struct arguments arguments = {.count = 0};
    add(&arguments, "%s", wings->splash);
    add(&arguments, "--demo");
    add_descriptor(&arguments, "trace-fd", wings->trace.fd);
    add_options(&arguments, wings->options);
    arguments.words[arguments.count] = NULL;
    forget_preloads();
    execv(wings->splash, arguments.words);
}

void wings_play(const struct wings *wings)
{
    struct arguments arguments = {.count = 0};
    add(&arguments, "%s", wings->splash);
    /* the splash keeps what libraries say away from 1 and 2 */
    add_descriptor(&arguments, "play-fd", dup(STDOUT_FILENO));
    add_options(&arguments, wings->options);
    arguments.words[arguments.count] = NULL;
    forget_preloads();
    execv(wings->splash, arguments.words);
}
