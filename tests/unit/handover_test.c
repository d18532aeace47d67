/* SPDX-License-Identifier: MIT */
/* What leads back to the launcher, and what is remembered of a script. This test is a launcher,
 * too: it bears the mark. Owns a temporary folder. */
#include "handover.h"

#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define VARIABLE "OCAMLWALK_HANDOVER"

static char folder[] = "/tmp/handover_test.XXXXXX";

static int enter_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? chdir(folder) : -1;
}

static int leave_folder(void **state)
{
    (void)state;
    unlink("file");
    return rmdir(folder);
}

static int forget(void **state)
{
    (void)state;
    return unsetenv(VARIABLE);
}

/* Makes "file" of what OTHER has, if it is given, and TEXT. */
static void make(const char *other, const char *text)
{
    FILE *from = other ? fopen(other, "r") : NULL, *to = fopen("file", "w");
    assert_non_null(to);
    for (int c; from && (c = getc(from)) != EOF;)
        putc(c, to);
    if (from)
        fclose(from);
    fputs(text, to);
    fclose(to);
}

static bool consider(struct handover *handover, const char *path)
{
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    return handover_consider(handover, path, &status);
}

static void a_launcher_leads_back(void **state)
{
    (void)state;
    struct handover handover;
    assert_false(consider(&handover, "/proc/self/exe"));
    make("/proc/self/exe", "");
    assert_false(consider(&handover, "file"));
    make("/proc/self/exe", "of another size, as another build is");
    assert_false(consider(&handover, "file"));
}

static void others_do_not(void **state)
{
    (void)state;
    struct handover handover;
    static const char *const table[] = {"", "#", "\177ELF ocamlwalk", "ocamlwalk"};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        make(NULL, table[i]);
        assert_true(consider(&handover, "file"));
        assert_false(handover.is_script);
    }
    assert_true(consider(&handover, "/bin/sh"));
    assert_false(handover.is_script);
}

/* Sets the variable as process PID leaves it behind, BETWEEN its number and the file. */
static void remember(long pid, const char *between, const struct stat *status, const char *after)
{
    char value[128];
    snprintf(value, sizeof value, "%ld%s %llx:%llx%s", pid, between,
             (unsigned long long)status->st_dev, (unsigned long long)status->st_ino, after);
    setenv(VARIABLE, value, 1);
}

static void a_script_leads_back_if_it_did_before(void **state)
{
    (void)state;
    struct handover handover;
    struct stat status;
    make(NULL, "#!/bin/sh\n");
    assert_int_equal(stat("file", &status), 0);
    assert_true(consider(&handover, "file"));
    assert_true(handover.is_script);

    const long pids[] = {getpid(), getppid()};
    for (size_t i = 0; i < COUNT_OF(pids); i++) {
        remember(pids[i], "", &status, "");
        assert_false(consider(&handover, "file"));
        remember(pids[i], " 1:2", &status, " 3:4");
        assert_false(consider(&handover, "file"));
        assert_false(handover_consider_script(&handover, &status));
        remember(pids[i], "", &status, "0"); /* another one */
        assert_true(consider(&handover, "file"));
    }
    remember(1 << 30, "", &status, ""); /* somebody else has run it, and does so again */
    assert_true(consider(&handover, "file"));

    static const char *const strange[] = {"", " ", "x", "-1 1:2", "99999999999999999999 :", ":"};
    for (size_t i = 0; i < COUNT_OF(strange); i++) {
        setenv(VARIABLE, strange[i], 1);
        assert_true(consider(&handover, "file"));
    }
}

static void it_is_remembered_only_when_needed(void **state)
{
    (void)state;
    static struct handover handover; /* the environment keeps its words */
    make(NULL, "#!/bin/sh\n");
    setenv(VARIABLE, "1 2:3", 1);
    assert_true(consider(&handover, "/bin/sh"));
    handover_prepare(&handover);
    assert_null(getenv(VARIABLE)); /* no program sees it */

    while (clock() < CLOCKS_PER_SEC / 10) /* as if it had gone round */
        continue;
    assert_true(consider(&handover, "file"));
    handover_prepare(&handover);
    const char *value = getenv(VARIABLE);
    assert_non_null(value);
    assert_int_equal(strtol(value, NULL, 10), getpid());
    assert_false(consider(&handover, "file"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_launcher_leads_back, forget),
        cmocka_unit_test_teardown(others_do_not, forget),
        cmocka_unit_test_teardown(a_script_leads_back_if_it_did_before, forget),
        cmocka_unit_test_teardown(it_is_remembered_only_when_needed, forget),
    };
    unsetenv(VARIABLE);
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
