/* SPDX-License-Identifier: MIT */
/* Tests: a window that a compositor tells of is the program's if the program is connected to it. */
#include "toplevel.h"

#include "child_program.h"
#include "cmocka_all.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static char folder[] = "/tmp/ocamlwalk-toplevel-XXXXXX";

static struct sockaddr_un address_of(const char *name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/%s", folder, name);
    return address;
}

static int listen_at(const char *name)
{
    struct sockaddr_un address = address_of(name);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(fd, 64), 0);
    return fd;
}

static int connect_to(const char *name)
{
    struct sockaddr_un address = address_of(name);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return connect(fd, (struct sockaddr *)&address, sizeof address) == 0 ? fd : -1;
}

#define ACCEPTED_MAX 16

static int compositor, other, accepted[ACCEPTED_MAX], accepted_count;

static int set_up(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    compositor = listen_at("wayland-7");
    other = listen_at("wayland-77");
    setenv("XDG_RUNTIME_DIR", folder, 1);
    setenv("WAYLAND_DISPLAY", "wayland-7", 1);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    close(compositor);
    close(other);
    unlink(address_of("wayland-7").sun_path);
    unlink(address_of("wayland-77").sun_path);
    return rmdir(folder);
}

static bool connects(const void *name)
{
    return !name || connect_to(name) >= 0;
}

/* A program whose child has connected to NAME (NULL: to nobody). */
static pid_t start_unaccepted(const char *name)
{
    return child_program_start(connects, name);
}

static void accept_all(void)
{
    struct pollfd queues[] = {{.fd = compositor, .events = POLLIN},
                              {.fd = other, .events = POLLIN}};
    while (poll(queues, 2, 0) > 0)
        for (int i = 0; i < 2 && accepted_count < ACCEPTED_MAX; i++)
            if (queues[i].revents & POLLIN)
                accepted[accepted_count++] = accept(queues[i].fd, NULL, NULL);
}

static pid_t start(const char *name)
{
    pid_t program = start_unaccepted(name);
    accept_all();
    return program;
}

static void clients_are_seen(void **state)
{
    static const struct {
        const char *name, *display;
        bool seen;
    } table[] = {
        {"wayland-7", "wayland-7", true},   {NULL, "wayland-7", false},
        {"wayland-77", "wayland-7", false}, {"wayland-7", "wayland-77", false},
        {"wayland-7", "", false},           {"wayland-7", "wayland-8", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        pid_t program = start(table[i].name);
        setenv("WAYLAND_DISPLAY", table[i].display, 1);
        assert_int_equal(toplevel_system_look(program), table[i].seen);
        setenv("WAYLAND_DISPLAY", "wayland-7", 1);
        child_program_stop(program);
    }
}

static void a_display_may_be_a_path(void **state)
{
    (void)state;
    pid_t program = start("wayland-7");
    setenv("WAYLAND_DISPLAY", address_of("wayland-7").sun_path, 1);
    assert_true(toplevel_system_look(program));
    setenv("WAYLAND_DISPLAY", "wayland-7", 1);
    child_program_stop(program);
}

/* A compositor that is busy has shown no window of theirs. */
static void who_was_not_accepted_is_no_client(void **state)
{
    (void)state;
    pid_t program = start_unaccepted("wayland-7");
    assert_false(toplevel_system_look(program));
    accept_all();
    assert_true(toplevel_system_look(program));
    child_program_stop(program);
}

static void what_it_was_started_with_does_not_count(void **state)
{
    (void)state;
    int fd = connect_to("wayland-7");
    assert_true(fd >= 0);
    int end = accept(compositor, NULL, NULL);
    pid_t program = start(NULL);
    assert_false(toplevel_system_look(program));
    child_program_stop(program);
    program = start("wayland-7"); /* beside one of its own */
    assert_true(toplevel_system_look(program));
    child_program_stop(program);
    close(end);
    close(fd);
}

static void the_last_of_many_is_seen(void **state)
{
    int others[1024]; /* more than one answer tells of */
    (void)state;
    for (size_t i = 0; i < COUNT_OF(others); i += 2)
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, &others[i]), 0);
    pid_t program = start("wayland-7");
    assert_true(toplevel_system_look(program));
    child_program_stop(program);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        close(others[i]);
}

/* What the splash says, and what comes of it, for a client and for another. */
static void replies_are_judged(void **state)
{
    static const struct {
        enum reply replies[3];
        bool of_client;
    } table[] = {
        {{REPLY_TOPLEVEL_OPENED}, true},
        {{REPLY_RESTS}, false}, /* nobody has told of windows yet */
        {{REPLY_TOPLEVELS_OPEN}, false},
        {{REPLY_TOPLEVELS_OPEN, REPLY_RESTS}, true},
        {{REPLY_TOPLEVELS_UNTOLD}, false},
        {{REPLY_TOPLEVELS_UNTOLD, REPLY_RESTS}, true},
        {{REPLY_TOPLEVELS_UNTOLD, REPLY_SHOWN, REPLY_GONE}, false},
    };
    (void)state;
    pid_t client = start("wayland-7"), nobody = start(NULL);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct toplevel toplevel = {0}, of_nobody = {0};
        bool seen = false;
        for (int j = 0; j < 3; j++) {
            seen |= toplevel_seen(&toplevel, client, table[i].replies[j], 100000 * (j + 1));
            assert_false(toplevel_seen(&of_nobody, nobody, table[i].replies[j], 100000 * (j + 1)));
        }
        assert_int_equal(seen, table[i].of_client);
    }
    child_program_stop(client);
    child_program_stop(nobody);
}

static void a_client_that_comes_later_has_no_window_yet(void **state)
{
    (void)state;
    struct toplevel toplevel = {0};
    pid_t program = start(NULL);
    assert_false(toplevel_seen(&toplevel, program, REPLY_TOPLEVELS_OPEN, 1000));
    child_program_stop(program);
    program = start("wayland-7");
    assert_false(toplevel_seen(&toplevel, program, REPLY_RESTS, 200000));
    child_program_stop(program);
}

static void looking_takes_little_of_the_time(void **state)
{
    (void)state;
    struct toplevel toplevel = {.believed = true, .due_ms = 2000};
    pid_t program = start("wayland-7");
    assert_false(toplevel_seen(&toplevel, program, REPLY_RESTS, 1999));
    assert_true(toplevel_seen(&toplevel, program, REPLY_RESTS, 2000));
    assert_true(toplevel.due_ms >= 2000);
    assert_false(toplevel_seen(&toplevel, 0, REPLY_TOPLEVEL_OPENED, 9000));
    child_program_stop(program);
}

static void a_message_tells_of_a_peer(void **state)
{
    struct {
        char found[16];
        struct {
            uint16_t len, type;
            char text[12];
        } name;
        struct {
            uint16_t len, type;
            uint32_t peer;
        } peer;
    } message = {.name = {4 + 5, 0, "/a/b"}, .peer = {4 + 4, 2, 4711}};
    (void)state;
    assert_int_equal(sizeof message, 40);
    message.name.len = 4 + 12; /* as long as its room, for the next to follow */
    assert_int_equal(toplevel_peer(&message, sizeof message, "/a/b"), 4711);
    assert_int_equal(toplevel_peer(&message, sizeof message, "/a/bc"), 0);
    assert_int_equal(toplevel_peer(&message, sizeof message, "/a"), 0);
    for (size_t len = 0; len < sizeof message; len++)
        assert_int_equal(toplevel_peer(&message, len, "/a/b"), 0);
    memcpy(message.name.text, "/abcdefghijk", 12); /* without an end */
    assert_int_equal(toplevel_peer(&message, sizeof message, "/abcdefghijk"), 4711);
    assert_int_equal(toplevel_peer(&message, sizeof message, "/abcdefghijkl"), 0);
    message.name.len = 0;
    assert_int_equal(toplevel_peer(&message, sizeof message, "/abcdefghijk"), 0);
    message.name.len = UINT16_MAX;
    assert_int_equal(toplevel_peer(&message, sizeof message, "/abcdefghijk"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clients_are_seen),
        cmocka_unit_test(a_display_may_be_a_path),
        cmocka_unit_test(who_was_not_accepted_is_no_client),
        cmocka_unit_test(what_it_was_started_with_does_not_count),
        cmocka_unit_test(the_last_of_many_is_seen),
        cmocka_unit_test(replies_are_judged),
        cmocka_unit_test(a_client_that_comes_later_has_no_window_yet),
        cmocka_unit_test(looking_takes_little_of_the_time),
        cmocka_unit_test(a_message_tells_of_a_peer),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
