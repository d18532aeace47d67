/* SPDX-License-Identifier: MIT */
/* What a launch costs a program that speaks at once: wall time from fork to the caller's wait(),
 * of each way to launch it, one after the other in every round so that all share the machine's
 * moods. Owns one child at a time. Run by hand.
 *
 *     DISPLAY=:9 launch OCAMLWALK HELLO.BYTE [ROUNDS [SPINNERS]]
 *
 * SPINNERS processes keep as many cores busy meanwhile. Peers that are not installed are left out;
 * "only …" is tests/bench/parent.c, the least that a launcher could do.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WORDS_MAX = 6, ROUNDS_MAX = 100000 };

struct way {
    const char *name;
    const char *words[WORDS_MAX];
    bool display; /* left in the environment */
    double *ms;
};

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000000}, NULL);
}

static void become(const struct way *way)
{
    int null = open("/dev/null", O_RDWR);
    dup2(null, STDIN_FILENO);
    dup2(null, STDOUT_FILENO);
    close(null);
    if (!way->display) {
        unsetenv("DISPLAY");
        unsetenv("WAYLAND_DISPLAY");
    }
    execvp(way->words[0], (char *const *)(const void *)way->words);
    _exit(127);
}

static double launch_ms(const struct way *way)
{
    int status;
    double start_ms = now_ms();
    pid_t pid = fork();
    if (pid == 0)
        become(way);
    if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0) {
        fprintf(stderr, "launch: %s: failed, status %d\n", way->name, status);
        exit(1);
    }
    return now_ms() - start_ms;
}

static int by_length(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Ways whose launcher cannot be run are taken out; returns how many are left. */
static size_t leave_out_missing(struct way *ways, size_t count)
{
    size_t left = 0;
    for (size_t w = 0; w < count; w++) {
        char command[256];
        snprintf(command, sizeof command, "command -v %s >/dev/null", ways[w].words[0]);
        if (system(command) == 0)
            ways[left++] = ways[w];
    }
    return left;
}

/* NAME in the folder of the bench itself. */
static void beside(char *path, size_t size, const char *name, const char *bench)
{
    const char *slash = strrchr(bench, '/');
    snprintf(path, size, "%.*s%s", slash ? (int)(slash + 1 - bench) : 0, bench, name);
}

/* Where the shell finds ocamlrun. */
static bool find_runtime(char *path, size_t size)
{
    FILE *answer = popen("command -v ocamlrun", "r");
    bool found = answer && fgets(path, (int)size, answer);
    if (answer)
        pclose(answer);
    path[found ? strcspn(path, "\n") : 0] = '\0';
    return found;
}

/* Dies with the bench. */
static void start_spinner(void)
{
    pid_t bench = getpid();
    if (fork() == 0) {
        volatile unsigned long rounds = 0;
        while (++rounds % 1000000 != 0 || getppid() == bench)
            continue;
        _exit(0);
    }
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "use: launch OCAMLWALK HELLO.BYTE [ROUNDS [SPINNERS]]\n");
        return 2;
    }
    const char *walk = argv[1], *hello = argv[2];
    int rounds = argc > 3 ? atoi(argv[3]) : 1000;
    if (rounds < 1 || rounds > ROUNDS_MAX)
        return 2;
    unsetenv("CI");
    unsetenv("OCAMLWALK");
    unsetenv("NOTIFY_SOCKET");
    if (getenv("DISPLAY") == NULL)
        fprintf(stderr, "launch: no DISPLAY: every launch will be in place\n");

    char shell[4096], parent[4096], runtime[4096];
    beside(parent, sizeof parent, "parent", argv[0]);
    if (!find_runtime(runtime, sizeof runtime))
        return 1;
    snprintf(shell, sizeof shell, "ocamlrun %s; :", hello);
    struct way ways[] = {
        {.name = "ocamlrun, bare", .words = {"ocamlrun", hello}, .display = true},
        {.name = "only exec", .words = {parent, "--place", runtime, hello}, .display = true},
        {.name = "only fork, exec, wait", .words = {parent, runtime, hello}, .display = true},
        {.name = "sh -c 'ocamlrun ...; :'", .words = {"sh", "-c", shell}, .display = true},
        {.name = "timeout --foreground",
         .words = {"timeout", "--foreground", "60", "ocamlrun", hello},
         .display = true},
        {.name = "tini", .words = {"tini", "-s", "ocamlrun", hello}, .display = true},
        {.name = "env", .words = {"env", "ocamlrun", hello}, .display = true},
        {.name = "ocamlwalk, in place", .words = {walk, hello}},
        {.name = "ocamlwalk", .words = {walk, hello}, .display = true},
        {.name = "ocamlwalk --exec", .words = {walk, "--exec", hello}, .display = true},
    };
    const size_t count = leave_out_missing(ways, sizeof ways / sizeof *ways);
    for (size_t w = 0; w < count; w++)
        if ((ways[w].ms = calloc((size_t)rounds, sizeof(double))) == NULL)
            return 1;
    for (int spinners = argc > 4 ? atoi(argv[4]) : 0; spinners > 0; spinners--)
        start_spinner();
    for (int round = -5; round < rounds; round++) /* the first few only warm the caches */
        for (size_t w = 0; w < count; w++) {
            double ms = launch_ms(&ways[w]);
            if (round >= 0)
                ways[w].ms[round] = ms;
            pause_ms(2);
        }

    printf("%d rounds, ms            min   median      p90      p99   median - bare\n", rounds);
    for (size_t w = 0; w < count; w++) {
        double *ms = ways[w].ms;
        qsort(ms, (size_t)rounds, sizeof *ms, by_length);
        printf("%-24s %6.2f %8.2f %8.2f %8.2f %15.2f\n", ways[w].name, ms[0], ms[rounds / 2],
               ms[rounds * 90 / 100], ms[rounds * 99 / 100],
               ms[rounds / 2] - ways[0].ms[rounds / 2]);
    }
    for (size_t w = 0; w < count; w++)
        free(ways[w].ms);
    return 0;
}
