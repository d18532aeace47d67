/* SPDX-License-Identifier: MIT */
/* Runs a command and tells, from outside, when its window was mapped, first painted, redrawn and
 * gone, who had the focus, and when the first byte came out of it: what a user sees of a launch.
 * Owns the command, the pipes of its output and a connection to the X server.
 *
 *     DISPLAY=:9 observe [--window-shot MS:FILE] [--screen-shot MS:FILE] [--linger MS]
 *                      [--nameless] -- COMMAND…
 *
 * --nameless: its window need not have a WM_CLASS.
 * One JSON object a line; "t" is milliseconds since just before the command was started, shots
 * count from the first painted frame. The last line sums up. The command's own output is passed on
 * to standard error. Ends when the command has ended and its window is gone, or MS (3000) later. */
#include "pixels.h"

#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FRAMES_MAX = 8192, SHOTS_MAX = 32 };
enum { SOURCE_DISPLAY, SOURCE_OUTPUT, SOURCE_CHILD, SOURCE_COUNT };

/* A redraw is several damaged rectangles; changes nearer than this are one frame. */
static const double same_frame_ms = 2.0;
static const int nameless_px = 64; /* what is smaller, and has no name, is a helper */

struct shot {
    double after_ms;
    const char *path;
    bool whole_screen, taken;
};

static struct {
    Display *display;
    Window root, window; /* window: the command's, None before it is mapped */
    Window focus;
    int damage_event;
    Damage damage;
    struct timespec start;
    double mapped_ms, painted_ms, output_ms, ended_ms, gone_ms; /* below 0: not yet */
    double linger_ms;
    bool nameless;
    uint64_t frame_hash;
    double frame_ms[FRAMES_MAX];
    size_t frame_count;
    struct shot shots[SHOTS_MAX];
    size_t shot_count;
    int child_pipe[2]; /* what a signal handler must reach */
} seen = {.mapped_ms = -1,
          .painted_ms = -1,
          .output_ms = -1,
          .ended_ms = -1,
          .gone_ms = -1,
          .linger_ms = 3000};

static double elapsed_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - seen.start.tv_sec) * 1e3 +
           (double)(now.tv_nsec - seen.start.tv_nsec) / 1e6;
}

__attribute__((format(printf, 3, 4))) static void tell(double at_ms, const char *event,
                                                       const char *format, ...)
{
    va_list arguments;
    printf("{\"t\":%.3f,\"event\":\"%s\"", at_ms, event);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("}\n");
    fflush(stdout);
}

/* Windows go while they are looked at; that is what is observed here, not an error. */
static int forgive(Display *display, XErrorEvent *error)
{
    (void)display;
    (void)error;
    return 0;
}

static void child_ended(int signal_number)
{
    (void)signal_number;
    int saved = errno;
    ssize_t n = write(seen.child_pipe[1], "", 1);
    (void)n;
    errno = saved;
}

static void look_at_focus(double at_ms)
{
    Window focus;
    int revert;
    XGetInputFocus(seen.display, &focus, &revert);
    if (focus != seen.focus)
        tell(at_ms, "focus", ",\"window\":\"0x%lx\",\"ours\":%s", focus,
             focus == seen.window ? "true" : "false");
    seen.focus = focus;
}

static void look_at_frame(double at_ms)
{
    uint64_t hash;
    bool uniform;
    look_at_focus(at_ms);
    if (!pixels_hash(seen.display, seen.window, &hash, &uniform) || uniform ||
        hash == seen.frame_hash)
        return;
    seen.frame_hash = hash;
    if (seen.painted_ms < 0) {
        seen.painted_ms = at_ms;
        tell(at_ms, "painted", ",\"window\":\"0x%lx\"", seen.window);
    }
    size_t count = seen.frame_count;
    if (count < FRAMES_MAX && (count == 0 || at_ms - seen.frame_ms[count - 1] > same_frame_ms))
        seen.frame_ms[seen.frame_count++] = at_ms;
}

/* The ids of one client's windows differ in these bits only (X protocol, resource-id-mask). */
static const Window client_mask = 0x1fffff;

/* The window manager's own window, by its _NET_SUPPORTING_WM_CHECK; None: there is none. */
static Window manager_window(void)
{
    Atom name = XInternAtom(seen.display, "_NET_SUPPORTING_WM_CHECK", False), type;
    unsigned char *value = NULL;
    int format;
    unsigned long count, left;
    Window window = None;
    if (XGetWindowProperty(seen.display, seen.root, name, 0, 1, False, AnyPropertyType, &type,
                           &format, &count, &left, &value) == Success &&
        value && count == 1 && format == 32)
        window = *(Window *)value;
    XFree(value);
    return window;
}

/* One that is seen, and that the window manager has not made. */
static bool is_anybodys(Window window)
{
    XWindowAttributes a;
    return XGetWindowAttributes(seen.display, window, &a) && a.width >= nameless_px &&
           a.height >= nameless_px && ((window ^ manager_window()) & ~client_mask) != 0;
}

/* A window manager's frames and helpers have no WM_CLASS. */
static bool is_of_a_program(Window window)
{
    if (seen.nameless)
        return is_anybodys(window);
    XClassHint hint;
    if (!XGetClassHint(seen.display, window, &hint))
        return false;
    XFree(hint.res_name);
    XFree(hint.res_class);
    return true;
}

static void window_mapped(Window window, double at_ms)
{
    XWindowAttributes a;
    if (seen.window != None || !is_of_a_program(window) ||
        !XGetWindowAttributes(seen.display, window, &a) || a.map_state == IsUnmapped)
        return;
    Window child;
    int x = 0, y = 0;
    XTranslateCoordinates(seen.display, window, seen.root, 0, 0, &x, &y, &child);
    seen.window = window;
    seen.mapped_ms = at_ms;
    seen.damage = XDamageCreate(seen.display, window, XDamageReportNonEmpty);
    tell(at_ms, "mapped", ",\"window\":\"0x%lx\",\"x\":%d,\"y\":%d,\"w\":%d,\"h\":%d", window, x, y,
         a.width, a.height);
    look_at_frame(at_ms);
}

static void display_event(void)
{
    XEvent event;
    XNextEvent(seen.display, &event);
    double now_ms = elapsed_ms();
    if (event.type == CreateNotify) {
        XSelectInput(seen.display, event.xcreatewindow.window, StructureNotifyMask);
        window_mapped(event.xcreatewindow.window, now_ms);
    } else if (event.type == MapNotify) {
        window_mapped(event.xmap.window, now_ms);
    } else if (event.type == seen.damage_event + XDamageNotify) {
        XDamageSubtract(seen.display, ((XDamageNotifyEvent *)&event)->damage, None, None);
        look_at_frame(now_ms);
    } else if ((event.type == UnmapNotify && event.xunmap.window == seen.window) ||
               (event.type == DestroyNotify && event.xdestroywindow.window == seen.window)) {
        if (seen.gone_ms < 0)
            tell(seen.gone_ms = now_ms, "gone", "%s", "");
    }
}

/* Returns false at end-of-file. */
static bool output_event(int fd)
{
    char bytes[65536];
    ssize_t n = read(fd, bytes, sizeof bytes);
    if (n > 0 && seen.output_ms < 0)
        tell(seen.output_ms = elapsed_ms(), "output", "%s", "");
    for (ssize_t from = 0; from < n;) {
        ssize_t written = write(STDERR_FILENO, bytes + from, (size_t)(n - from));
        if (written < 0 && errno != EINTR)
            break;
        from += written > 0 ? written : 0;
    }
    return n > 0 || (n < 0 && errno == EINTR);
}

static int child_event(pid_t child)
{
    int status;
    if (waitpid(child, &status, WNOHANG) != child)
        return -1;
    if (WIFEXITED(status))
        tell(seen.ended_ms = elapsed_ms(), "end", ",\"status\":%d", WEXITSTATUS(status));
    else
        tell(seen.ended_ms = elapsed_ms(), "end", ",\"signal\":%d", WTERMSIG(status));
    return status;
}

static void take_shots(void)
{
    for (size_t i = 0; i < seen.shot_count && seen.painted_ms >= 0 && seen.gone_ms < 0; i++)
        if (!seen.shots[i].taken && elapsed_ms() >= seen.painted_ms + seen.shots[i].after_ms) {
            seen.shots[i].taken = true;
            const struct shot *shot = &seen.shots[i];
            pixels_write(seen.display, shot->whole_screen ? seen.root : seen.window, shot->path);
        }
}

static int by_length(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void sum_up(void)
{
    static double interval_ms[FRAMES_MAX];
    size_t count = seen.frame_count > 0 ? seen.frame_count - 1 : 0;
    double whole_ms = 0, median_ms = 0, p99_ms = 0;
    for (size_t i = 0; i < count; i++)
        whole_ms += interval_ms[i] = seen.frame_ms[i + 1] - seen.frame_ms[i];
    if (count > 0) {
        qsort(interval_ms, count, sizeof *interval_ms, by_length);
        median_ms = interval_ms[count / 2];
        p99_ms = interval_ms[(count - 1) * 99 / 100];
    }
    tell(elapsed_ms(), "summary",
         ",\"mapped\":%.3f,\"painted\":%.3f,\"output\":%.3f,\"ended\":%.3f,\"gone\":%.3f,"
         "\"frames\":%zu,\"frames_per_s\":%.2f,\"interval_median\":%.2f,\"interval_p99\":%.2f",
         seen.mapped_ms, seen.painted_ms, seen.output_ms, seen.ended_ms, seen.gone_ms,
         seen.frame_count, whole_ms > 0 ? (double)count * 1e3 / whole_ms : 0, median_ms, p99_ms);
}

static int usage(void)
{
    fprintf(stderr, "use: observe [--window-shot MS:FILE] [--screen-shot MS:FILE] [--linger MS] -- "
                    "COMMAND...\n");
    return 2;
}

static bool options_read(int argc, char **argv, int *command)
{
    int i = 1;
    for (; i + 1 < argc && strcmp(argv[i], "--") != 0; i += 2) {
        if (strcmp(argv[i], "--nameless") == 0) {
            seen.nameless = true;
            i--; /* it has no value */
            continue;
        }
        char *value = argv[i + 1], *colon = strchr(value, ':');
        if (strcmp(argv[i], "--linger") == 0)
            seen.linger_ms = atof(value);
        else if (colon != NULL && seen.shot_count < SHOTS_MAX)
            seen.shots[seen.shot_count++] =
                (struct shot){.after_ms = atof(value),
                              .path = colon + 1,
                              .whole_screen = strcmp(argv[i], "--screen-shot") == 0};
        else
            return false;
    }
    *command = i + 1;
    return i + 1 < argc;
}

int main(int argc, char **argv)
{
    int command, error_base, output[2];
    if (!options_read(argc, argv, &command))
        return usage();
    if ((seen.display = XOpenDisplay(NULL)) == NULL ||
        !XDamageQueryExtension(seen.display, &seen.damage_event, &error_base)) {
        fprintf(stderr, "observe: no display, or one without DAMAGE\n");
        return 1;
    }
    XSetErrorHandler(forgive);
    seen.root = DefaultRootWindow(seen.display);
    XSelectInput(seen.display, seen.root, SubstructureNotifyMask);
    fcntl(ConnectionNumber(seen.display), F_SETFD, FD_CLOEXEC);
    if (pipe(output) < 0 || pipe(seen.child_pipe) < 0)
        return 1;
    for (int i = 0; i < 2; i++)
        fcntl(seen.child_pipe[i], F_SETFD, FD_CLOEXEC);
    sigaction(SIGCHLD, &(struct sigaction){.sa_handler = child_ended, .sa_flags = SA_RESTART},
              NULL);
    XSync(seen.display, False);
    clock_gettime(CLOCK_MONOTONIC, &seen.start);
    look_at_focus(0);

    pid_t child = fork();
    if (child == 0) {
        dup2(output[1], STDOUT_FILENO);
        close(output[0]);
        close(output[1]);
        execvp(argv[command], argv + command);
        _exit(127);
    }
    close(output[1]);

    struct pollfd sources[SOURCE_COUNT] = {
        [SOURCE_DISPLAY] = {.fd = ConnectionNumber(seen.display), .events = POLLIN},
        [SOURCE_OUTPUT] = {.fd = output[0], .events = POLLIN},
        [SOURCE_CHILD] = {.fd = seen.child_pipe[0], .events = POLLIN},
    };
    int status = -1;
    bool over = false;
    while (!over) {
        while (XPending(seen.display) > 0)
            display_event();
        take_shots();
        bool window_up = seen.window != None && seen.gone_ms < 0;
        over = seen.ended_ms >= 0 && sources[SOURCE_OUTPUT].fd < 0 &&
               (!window_up || elapsed_ms() > seen.ended_ms + seen.linger_ms);
        if (over || poll(sources, SOURCE_COUNT, 20) <= 0)
            continue;
        if (sources[SOURCE_OUTPUT].revents != 0 && !output_event(output[0]))
            sources[SOURCE_OUTPUT].fd = -1;
        if (sources[SOURCE_CHILD].revents != 0 && seen.ended_ms < 0)
            status = child_event(child);
    }
    sum_up();
    XCloseDisplay(seen.display);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
