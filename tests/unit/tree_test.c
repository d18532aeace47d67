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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_family_is_found),
        cmocka_unit_test(we_are_in_nobodys_family),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
