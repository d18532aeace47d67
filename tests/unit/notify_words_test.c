/* SPDX-License-Identifier: MIT */
/* What a program may call itself, and why it has failed: words beside its status. */
#include "notify.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdlib.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static void assert_words(bool has, const char *words, const char *expected)
{
    assert_int_equal(has, expected != NULL);
    if (expected != NULL)
        assert_string_equal(words, expected);
}

static void reads_title_and_failure(void **state)
{
    (void)state;
    static const struct {
        const char *packet, *status, *title, *failed; /* NULL: none */
    } table[] = {
        {"X_OCAMLWALK_TITLE=Report 2026", NULL, "Report 2026", NULL},
        {"X_OCAMLWALK_TITLE=", NULL, "", NULL},
        {"X_OCAMLWALK_TITLE", NULL, NULL, NULL},
        {"X_OCAMLWALK_TITLES=a", NULL, NULL, NULL},
        {"TITLE=a", NULL, NULL, NULL},
        {"x_ocamlwalk_title=a", NULL, NULL, NULL},
        {"X_OCAMLWALK_TITLE=a\x1b[31mb\r\nX_OCAMLWALK_TITLE=caf\xe9", NULL, "a[31mb", NULL},
        {"X_OCAMLWALK_FAILED=No table has that name.", NULL, NULL, "No table has that name."},
        {"STATUS=No table.\nX_OCAMLWALK_FAILED=No table.", "No table.", NULL, "No table."},
        {"STATUS=X_OCAMLWALK_FAILED=a", "X_OCAMLWALK_FAILED=a", NULL, NULL},
        {"X_OCAMLWALK_FAILED=\xff\nSTATUS=b", "b", NULL, NULL},
        {"X_OCAMLWALK_FAILED=", NULL, NULL, ""},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct notify_message message = {0};
        notify_add(&message, table[i].packet, strlen(table[i].packet));
        assert_words(message.has_status, message.status, table[i].status);
        assert_words(message.has_title, message.title, table[i].title);
        assert_words(message.has_failed, message.failed, table[i].failed);
        assert_false(message.ready || message.has_progress);
    }
}

static void cuts_them_between_characters(void **state)
{
    (void)state;
    static const char *const keys[] = {"X_OCAMLWALK_TITLE=", "X_OCAMLWALK_FAILED="};
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        char packet[1024];
        struct notify_message message = {0};
        strcpy(packet, keys[i]);
        for (int n = 0; n < 200; n++)
            strcat(packet, "…"); /* three bytes each */
        notify_add(&message, packet, strlen(packet));
        assert_int_equal(strlen(i == 0 ? message.title : message.failed), i == 0 ? 255 : 510);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_title_and_failure),
        cmocka_unit_test(cuts_them_between_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
