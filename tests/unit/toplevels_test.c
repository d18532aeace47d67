/* SPDX-License-Identifier: MIT */
/* Tests: what a compositor tells of windows is passed on, by each of the two protocols. The
 * compositor is a process of the test's, which has one of them and opens windows when it is told.
 * libwayland-server speaks them: the interfaces are written here once more, from the protocols. */
#include "toplevels.h"

#include "cmocka_all.h"

#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wayland-server.h>

#define SOON_MS 10000

static const struct wl_interface *none[8];

static const struct wl_message ext_destroy[] = {{"destroy", "", none}};
static const struct wl_message ext_handle_events[] = {{"closed", "", none},
                                                      {"done", "", none},
                                                      {"title", "s", none},
                                                      {"app_id", "s", none},
                                                      {"identifier", "s", none}};
static const struct wl_interface ext_handle = {
    "ext_foreign_toplevel_handle_v1", 1, 1, ext_destroy, 5, ext_handle_events};
static const struct wl_interface *ext_types[] = {&ext_handle};
static const struct wl_message ext_requests[] = {{"stop", "", none}, {"destroy", "", none}};
static const struct wl_message ext_events[] = {{"toplevel", "n", ext_types},
                                               {"finished", "", none}};
static const struct wl_interface ext_list = {
    "ext_foreign_toplevel_list_v1", 1, 2, ext_requests, 2, ext_events};

static const struct wl_message wlr_handle_requests[] = {
    {"set_maximized", "", none},      {"unset_maximized", "", none}, {"set_minimized", "", none},
    {"unset_minimized", "", none},    {"activate", "o", none},       {"close", "", none},
    {"set_rectangle", "oiiii", none}, {"destroy", "", none}};
static const struct wl_message wlr_handle_events[] = {
    {"title", "s", none},        {"app_id", "s", none}, {"output_enter", "o", none},
    {"output_leave", "o", none}, {"state", "a", none},  {"done", "", none},
    {"closed", "", none}};
static const struct wl_interface wlr_handle = {
    "zwlr_foreign_toplevel_handle_v1", 1, 8, wlr_handle_requests, 7, wlr_handle_events};
static const struct wl_interface *wlr_types[] = {&wlr_handle};
static const struct wl_message wlr_requests[] = {{"stop", "", none}};
static const struct wl_message wlr_events[] = {{"toplevel", "n", wlr_types},
                                               {"finished", "", none}};
static const struct wl_interface wlr_manager = {
    "zwlr_foreign_toplevel_manager_v1", 1, 1, wlr_requests, 2, wlr_events};

#define TOPLEVEL 0 /* events, of both */
#define FINISHED 1

/* --- The compositor --- */

struct compositor {
    struct wl_display *display;
    const struct wl_interface *list, *handle;
    int open_count; /* windows that are there when somebody asks */
    struct wl_resource *asked;
};

static int on_handle_request(const void *implementation, void *target, uint32_t opcode,
                             const struct wl_message *message, union wl_argument *arguments)
{
    (void)implementation;
    (void)arguments;
    if (strcmp(message->name, "destroy") == 0)
        wl_resource_destroy(target);
    (void)opcode;
    return 0;
}

/* A window, and the words that follow; its handle may be gone by then. */
static void open_window(struct compositor *compositor, const char *app_id)
{
    struct wl_resource *handle =
        wl_resource_create(wl_resource_get_client(compositor->asked), compositor->handle, 1, 0);
    wl_resource_set_dispatcher(handle, on_handle_request, NULL, NULL, NULL);
    wl_resource_post_event(compositor->asked, TOPLEVEL, handle);
    bool is_ext = compositor->list == &ext_list;
    wl_resource_post_event(handle, is_ext ? 2 : 0, "a title");
    wl_resource_post_event(handle, is_ext ? 3 : 1, app_id);
    wl_resource_post_event(handle, is_ext ? 1 : 5);
}

static void on_bind(struct wl_client *client, void *data, uint32_t version, uint32_t id)
{
    struct compositor *compositor = data;
    compositor->asked = wl_resource_create(client, compositor->list, (int)version, id);
    wl_resource_set_dispatcher(compositor->asked, on_handle_request, NULL, NULL, NULL);
    for (int i = 0; i < compositor->open_count; i++)
        open_window(compositor, "foot");
}

static int on_order(int fd, uint32_t mask, void *data)
{
    struct compositor *compositor = data;
    char order;
    (void)mask;
    if (read(fd, &order, 1) != 1)
        _exit(0);
    if (order == 'o' || order == 'c')
        open_window(compositor, order == 'o' ? "foot" : "ocamlwalk");
    if (order == 'f')
        wl_resource_post_event(compositor->asked, FINISHED);
    return 0;
}

static void be_compositor(struct compositor *compositor, int orders_fd, int ready_fd)
{
    compositor->display = wl_display_create();
    if (wl_display_add_socket(compositor->display, "wayland-5") != 0)
        _exit(1);
    if (compositor->list)
        wl_global_create(compositor->display, compositor->list, 1, compositor, on_bind);
    wl_event_loop_add_fd(wl_display_get_event_loop(compositor->display), orders_fd,
                         WL_EVENT_READABLE, on_order, compositor);
    if (write(ready_fd, "r", 1) == 1)
        wl_display_run(compositor->display);
    _exit(0);
}

/* --- The test --- */

static char folder[] = "/tmp/ocamlwalk-toplevels-XXXXXX";
static int orders;
static pid_t process;

static void start(struct compositor compositor)
{
    int ready[2], ordered[2];
    char byte;
    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(ordered), 0);
    process = fork();
    if (process == 0) {
        close(ordered[1]);
        be_compositor(&compositor, ordered[0], ready[1]);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    close(ready[1]);
    close(ordered[0]);
    orders = ordered[1];
}

static void stop(void)
{
    close(orders);
    kill(process, SIGKILL);
    waitpid(process, NULL, 0);
}

static enum toplevels_news next(int fd)
{
    struct pollfd news = {.fd = fd, .events = POLLIN};
    assert_int_equal(poll(&news, 1, SOON_MS), 1);
    return toplevels_next(fd);
}

static void order(const char *word)
{
    assert_int_equal(write(orders, word, 1), 1);
}

static const struct compositor kinds[] = {{.list = &ext_list, .handle = &ext_handle},
                                          {.list = &wlr_manager, .handle = &wlr_handle}};

static void windows_that_open_are_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct compositor compositor = kinds[i];
        compositor.open_count = 3; /* one piece of news, which says that the rest will be told */
        start(compositor);
        int fd = toplevels_await(getpid());
        assert_int_equal(next(fd), TOPLEVELS_OPEN);
        assert_int_equal(toplevels_next(fd), TOPLEVELS_NO_NEWS);
        for (int n = 0; n < 3; n++) {
            order("o");
            assert_int_equal(next(fd), TOPLEVELS_OPENED);
        }
        order("c"); /* a camel, under XWayland */
        assert_int_equal(poll(&(struct pollfd){fd, POLLIN, 0}, 1, 200), 0);
        order("f");
        assert_int_equal(next(fd), TOPLEVELS_UNTOLD);
        stop();
        assert_int_equal(toplevels_next(fd), TOPLEVELS_NO_NEWS);
    }
}

static void a_compositor_without_a_list_is_told(void **state)
{
    (void)state;
    start((struct compositor){.list = NULL});
    assert_int_equal(next(toplevels_await(getpid())), TOPLEVELS_UNTOLD);
    stop();
}

static void nobody_looks_without_a_compositor(void **state)
{
    (void)state;
    assert_int_equal(toplevels_await(0), -1);
    setenv("WAYLAND_DISPLAY", "", 1);
    assert_int_equal(toplevels_await(getpid()), -1);
    unsetenv("WAYLAND_DISPLAY");
    assert_int_equal(toplevels_await(getpid()), -1);
    assert_int_equal(toplevels_next(-1), TOPLEVELS_NO_NEWS);
    setenv("WAYLAND_DISPLAY", "wayland-5", 1);
}

static int set_up(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    setenv("XDG_RUNTIME_DIR", folder, 1);
    setenv("WAYLAND_DISPLAY", "wayland-5", 1);
    return 0;
}

static int tear_down(void **state)
{
    static const char *const names[] = {"wayland-5", "wayland-5.lock"};
    char path[sizeof folder + 32];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_that_open_are_told),
        cmocka_unit_test(a_compositor_without_a_list_is_told),
        cmocka_unit_test(nobody_looks_without_a_compositor),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
