/* SPDX-License-Identifier: MIT */
/* When a camel may come at all, read from the environment. */
#include "display.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static void set(const char *name, const char *value)
{
    if (value == NULL)
        unsetenv(name);
    else
        setenv(name, value, 1);
}

static void reads_the_environment(void **state)
{
    (void)state;
    static const struct {
        const char *x11, *wayland, *ci, *notify_socket;
        bool automatic, always;
    } table[] = {
        {NULL, NULL, NULL, NULL, false, false},
        {"", "", NULL, NULL, false, false},
        {":0", NULL, NULL, NULL, true, true},
        {":0.0", NULL, "", NULL, true, true},
        {NULL, "wayland-1", NULL, NULL, true, true},
        {"unix:0", NULL, NULL, NULL, true, true},
        {"localhost:10.0", NULL, NULL, NULL, false, true},
        {"far.example:0", "wayland-1", NULL, NULL, false, true},
        {":0", NULL, "true", NULL, false, true},
        {":0", NULL, NULL, "@ocamlwalk-17-3", false, true},
        {":0", NULL, NULL, "/run/systemd/notify", true, true},
        {NULL, NULL, "true", NULL, false, false},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const char *reason;
        set("DISPLAY", table[i].x11);
        set("WAYLAND_DISPLAY", table[i].wayland);
        set("CI", table[i].ci);
        set("NOTIFY_SOCKET", table[i].notify_socket);
        assert_int_equal(display_available(false, &reason), table[i].automatic);
        assert_int_equal(reason == NULL, table[i].automatic);
        assert_int_equal(display_available(true, NULL), table[i].always);
    }
}

static void nobody_watches_a_service(void **state)
{
    (void)state;
    int journal[2], elsewhere[2], out = dup(STDOUT_FILENO);
    struct stat status;
    char stream[64];
    const char *reason;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, journal), 0);
    assert_int_equal(pipe(elsewhere), 0);
    assert_int_equal(fstat(journal[1], &status), 0);
    snprintf(stream, sizeof stream, "%llu:%llu", (unsigned long long)status.st_dev,
             (unsigned long long)status.st_ino);
    const struct {
        const char *id, *stream;
        int output;
        bool automatic;
    } table[] = {
        {"x", stream, journal[1], false},
        {"x", stream, elsewhere[1], true}, /* in a terminal that is a service */
        {"x", NULL, journal[1], true},
        {NULL, stream, journal[1], true},
        {"x", "", journal[1], true},
        {"x", "8", journal[1], true},
        {"x", "8:1", journal[1], true},
        {"x", "what:ever", journal[1], true},
    };
    bool available[sizeof table / sizeof *table], always[sizeof table / sizeof *table];
    set("DISPLAY", ":0");
    set("CI", NULL);
    set("NOTIFY_SOCKET", NULL);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        set("INVOCATION_ID", table[i].id);
        set("JOURNAL_STREAM", table[i].stream);
        fflush(stdout);
        dup2(table[i].output, STDOUT_FILENO);
        available[i] = display_available(false, &reason);
        always[i] = display_available(true, NULL);
        dup2(out, STDOUT_FILENO);
    }
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_int_equal(available[i], table[i].automatic);
        assert_true(always[i]);
    }
    set("INVOCATION_ID", NULL);
    set("JOURNAL_STREAM", NULL);
    const int fds[] = {journal[0], journal[1], elsewhere[0], elsewhere[1], out};
    for (size_t i = 0; i < sizeof fds / sizeof *fds; i++)
        close(fds[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_environment),
        cmocka_unit_test(nobody_watches_a_service),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
