/* SPDX-License-Identifier: MIT */
/* Who belongs to a program: children and theirs, and nobody else. */
#include "tree.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <signal.h>
#include <stdio.h>
#ifdef __linux__
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

#define CHILDREN 3

/* A child with CHILDREN children; their pids come out of FDS. */
static pid_t start(int fds[2])
{
    assert_int_equal(pipe(fds), 0);
    pid_t program = fork();
    if (program != 0) {
        close(fds[1]);
        return program;
    }
    for (int i = 0; i < CHILDREN; i++)
        if (fork() == 0) {
            pid_t self = getpid();
            if (write(fds[1], &self, sizeof self) == (ssize_t)sizeof self)
                pause();
            _exit(0);
        }
    pause();
    _exit(0);
}

static void a_family_is_found(void **state)
{
    int fds[2];
    pid_t tree[TREE_MAX], small[2], child, program = start(fds);
    (void)state;
    for (int i = 0; i < CHILDREN; i++) {
        assert_int_equal(read(fds[0], &child, sizeof child), sizeof child);
        assert_true(tree_holds(program, child));
        assert_false(tree_holds(child, program));
    }
    assert_int_equal(tree_list(program, tree, TREE_MAX), 1 + CHILDREN);
    assert_int_equal(tree[0], program);
    assert_int_equal(tree_list(program, small, 2), 2);
    assert_true(tree_holds(program, program));
    assert_false(tree_holds(program, getpid()));
    assert_false(tree_holds(program, getppid()));
    assert_false(tree_holds(program, 0));
    for (size_t i = 1 + CHILDREN; i-- > 0;)
        kill(tree[i], SIGKILL);
    waitpid(program, NULL, 0);
    assert_int_equal(tree_list(program, tree, TREE_MAX), 1);
    close(fds[0]);
}

static void we_are_in_nobodys_family(void **state)
{
    pid_t tree[TREE_MAX];
    (void)state;
    for (size_t i = tree_list(getppid(), tree, TREE_MAX); i-- > 0;)
        assert_int_not_equal(tree[i], getpid());
    assert_false(tree_holds(getppid(), getpid()));
}

#ifdef __linux__

#define UNAVAILABLE 77
#define PROGRAM     900000000 /* no system has as many */

/* A process as its folder in /proc has it. False: it cannot be made. */
static bool make_process(pid_t process, pid_t parent, int started)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d", (int)process);
    bool made = mkdir(path, 0755) == 0;
    snprintf(path, sizeof path, "/proc/%d/task", (int)process);
    made = made && mkdir(path, 0755) == 0;
    snprintf(path, sizeof path, "/proc/%d/task/%d", (int)process, (int)process);
    made = made && mkdir(path, 0755) == 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)process);
    FILE *file = made ? fopen(path, "w") : NULL;
    if (!file)
        return false;
    fprintf(file, "%d (a) S %d 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 %d 0\n", (int)process,
            (int)parent, started);
    return fclose(file) == 0;
}

/* In a /proc of its own, without lists of children; what was wrong is its status. */
static int look_without_lists(void)
{
    pid_t tree[TREE_MAX], small[2];
    if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount("none", "/proc", "tmpfs", 0, NULL) != 0)
        return UNAVAILABLE;
    if (!make_process(PROGRAM, 1, 10) || !make_process(PROGRAM + 1, PROGRAM, 20) ||
        !make_process(PROGRAM + 2, PROGRAM, 30) || !make_process(PROGRAM + 3, 1, 40) ||
        !make_process(getpid(), PROGRAM, 50))
        return 1;
    if (tree_list(PROGRAM, tree, TREE_MAX) != 3 || tree[0] != PROGRAM)
        return 2;
    if (tree[1] + tree[2] != 2 * PROGRAM + 3) /* in either order */
        return 3;
    if (tree_list(PROGRAM, small, 2) != 2)
        return 4;
    if (tree_list(PROGRAM + 3, tree, TREE_MAX) != 1)
        return 5;
    if (!tree_holds(PROGRAM, PROGRAM + 2) || tree_holds(PROGRAM, PROGRAM + 3) ||
        tree_holds(PROGRAM + 1, PROGRAM + 2))
        return 6;
    return 0;
}

static void a_kernel_may_keep_no_lists(void **state)
{
    (void)state;
    int status;
    pid_t looker = fork();
    if (looker == 0)
        _exit(look_without_lists());
    assert_int_equal(waitpid(looker, &status, 0), looker);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == UNAVAILABLE) {
        print_message("needs root\n");
        skip();
    }
    assert_int_equal(WEXITSTATUS(status), 0);
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_family_is_found),
        cmocka_unit_test(we_are_in_nobodys_family),
#ifdef __linux__
        cmocka_unit_test(a_kernel_may_keep_no_lists),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
