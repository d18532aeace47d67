/* SPDX-License-Identifier: MIT */
/* Ours stay out of the program's way, the program's are let go. Each test works in a child, which
 * it leaves bare. */
#include "descriptors.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

static bool is_open(int fd)
{
    return fcntl(fd, F_GETFD) >= 0;
}

/* Runs CLAIM in a child; true if it held. */
static bool holds_in_child(bool (*claim)(void))
{
    int status;
    pid_t child = fork();
    if (child == 0)
        _exit(claim() ? 0 : 1);
    return waitpid(child, &status, 0) == child && status == 0;
}

static bool closes_all_but_the_kept(void)
{
    static const int opened[] = {0, 1, 2, 5, 6, 7, 40, 41, 100, 900};
    static const int kept[] = {41, -1, 6, 7};
    int null = open("/dev/null", O_RDWR);
    for (size_t i = 0; i < sizeof opened / sizeof *opened; i++)
        dup2(null, opened[i]);
    descriptors_close_all_but(kept, sizeof kept / sizeof *kept);
    for (int fd = 0; fd < 1024; fd++)
        if (is_open(fd) != (fd == 41 || fd == 6 || fd == 7))
            return false;
    return true;
}

static bool raises_above_two(void)
{
    close(0);
    close(1);
    int fd = open("/dev/null", O_RDONLY);
    int raised = descriptors_raise(fd);
    return fd == 0 && raised > 2 && !is_open(0) && (fcntl(raised, F_GETFD) & FD_CLOEXEC) &&
           descriptors_raise(raised) == raised && descriptors_raise(-1) == -1;
}

static bool gives_null_stdio(void)
{
    for (int fd = 0; fd < 3; fd++)
        close(fd);
    char byte;
    return descriptors_null_stdio() && read(0, &byte, 1) == 0 && write(1, "x", 1) == 1 &&
           write(2, "x", 1) == 1 && !is_open(3);
}

static void test_closing(void **state)
{
    (void)state;
    assert_true(holds_in_child(closes_all_but_the_kept));
}

static void test_raising(void **state)
{
    (void)state;
    assert_true(holds_in_child(raises_above_two));
}

static bool nulls_from_bare(void)
{
    descriptors_close_all_but(NULL, 0);
    return gives_null_stdio();
}

static void test_null_stdio(void **state)
{
    (void)state;
    assert_true(holds_in_child(nulls_from_bare));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_closing),
        cmocka_unit_test(test_raising),
        cmocka_unit_test(test_null_stdio),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
