/* SPDX-License-Identifier: MIT */
/* What a killed splash leaves behind is given back, and nobody else's. */
#include "process.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdbool.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static bool exists(int segment)
{
    struct shmid_ds status;
    return shmctl(segment, IPC_STAT, &status) == 0;
}

static void gives_back_what_a_process_shared(void **state)
{
    (void)state;
    static const struct {
        bool other;  /* another process's memory is asked for */
        int later_s; /* than it was made */
        bool kept;
    } table[] = {
        {false, 0, false},
        {true, 0, true},
        {false, 3600, true},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        int ends[2], segment, status;
        time_t before = time(NULL);
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        if (child == 0) {
            segment = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
            _exit(write(ends[1], &segment, sizeof segment) < 0);
        }
        assert_int_equal(read(ends[0], &segment, sizeof segment), (int)sizeof segment);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(exists(segment));
        process_release_memory(table[i].other ? getpid() : child, before + table[i].later_s);
        assert_int_equal(exists(segment), table[i].kept);
        shmctl(segment, IPC_RMID, NULL);
        close(ends[0]);
        close(ends[1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_back_what_a_process_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
