/* SPDX-License-Identifier: MIT */
/* When a camel may come at all, read from the environment; and that only one may. */
#include "display.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <errno.h>
#include <stdlib.h>
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

static void one_camel_a_display(void **state)
{
    (void)state;
    set("DISPLAY", ":4711.0");
    int first = display_claim();
    assert_true(first > 2);
    set("DISPLAY", ":4711.1"); /* another screen of the same display */
    assert_int_equal(display_claim(), -1);
    assert_int_equal(errno, EADDRINUSE);
    set("DISPLAY", ":4712");
    int other = display_claim();
    assert_true(other > 2);
    close(first);
    set("DISPLAY", ":4711");
    first = display_claim();
    assert_true(first > 2);
    close(first);
    close(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_environment),
        cmocka_unit_test(one_camel_a_display),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
