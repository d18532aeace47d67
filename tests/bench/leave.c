/* SPDX-License-Identifier: MIT */
/* How late the caller learns that the program has ended: the program writes the time and ends, the
 * caller looks at the clock when wait() returns. Bare, behind the least of parents (parent.c) and
 * behind the launcher in turn. Run by hand.
 *
 *     DISPLAY=:9 leave OCAMLWALK [ROUNDS]
 *
 * Called as `leave --program` it is the program. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS_MAX = 100000 };

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Long enough to be past every fork of the launcher's. */
static int end_at_once(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    int64_t end_ns = now_ns();
    return write(STDOUT_FILENO, &end_ns, sizeof end_ns) == (ssize_t)sizeof end_ns ? 0 : 1;
}

static double lateness_us(char *const words[])
{
    int ends[2], status;
    int64_t end_ns;
    if (pipe(ends) != 0)
        exit(1);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execv(words[0], words);
        _exit(127);
    }
    close(ends[1]);
    if (waitpid(pid, &status, 0) != pid || status != 0)
        exit(1);
    int64_t heard_ns = now_ns();
    if (read(ends[0], &end_ns, sizeof end_ns) != (ssize_t)sizeof end_ns)
        exit(1);
    close(ends[0]);
    return (double)(heard_ns - end_ns) / 1e3;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--program") == 0)
        return end_at_once();
    int rounds = argc > 2 ? atoi(argv[2]) : 300;
    if (argc < 2 || rounds < 1 || rounds > ROUNDS_MAX) {
        fprintf(stderr, "use: leave OCAMLWALK [ROUNDS]\n");
        return 2;
    }
    static char self[4096];
    if (readlink("/proc/self/exe", self, sizeof self - sizeof "parent") < 0)
        return 1;
    static char parent[4096];
    memcpy(parent, self, sizeof parent);
    strcpy(strrchr(parent, '/') + 1, "parent");
    char program[] = "--program";
    char *bare[] = {self, program, NULL}, *walk[] = {argv[1], self, program, NULL};
    char *least[] = {parent, self, program, NULL};
    char *const *const ways[] = {bare, least, walk};
    static const char *const names[] = {"bare", "only fork, exec, wait", "ocamlwalk"};
    enum { WAYS = sizeof ways / sizeof *ways };
    static double us[WAYS][ROUNDS_MAX];
    for (int round = 0; round < rounds; round++)
        for (int way = 0; way < WAYS; way++)
            us[way][round] = lateness_us(ways[way]);
    printf("%d rounds, us from the program's end to the caller's wait\n", rounds);
    printf("%-24s %8s %8s %8s %8s\n", "", "min", "median", "p90", "p99");
    for (int way = 0; way < WAYS; way++) {
        qsort(us[way], (size_t)rounds, sizeof(double), by_size);
        printf("%-24s %8.1f %8.1f %8.1f %8.1f\n", names[way], us[way][0], us[way][rounds / 2],
               us[way][rounds * 90 / 100], us[way][rounds * 99 / 100]);
    }
    return 0;
}
