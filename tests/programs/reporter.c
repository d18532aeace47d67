/* SPDX-License-Identifier: MIT */
/* A program that tells what it does, by sd_notify(3)'s datagrams, and counts what that costs it.
 *
 *     reporter await go status 2000 touch told await end tally
 *
 * The words, in any order: await FILE, touch FILE, silent MS, say FILE (one message, which stands
 * in it), status COUNT (so many STATUS=, as fast as they are taken), eat MIB (takes memory, and
 * keeps it), tally (one JSON object on standard output: messages, those that failed, their
 * milliseconds together and the longest one's). Nothing else is written. The status is 0 if every
 * message was taken. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static struct {
    int fd;
    struct sockaddr_un address;
    socklen_t address_len;
    long sent, failed;
    int error; /* the first one's */
    double total_ms, longest_ms;
} reports = {.fd = -1};

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void silent(long ms)
{
    struct timespec left = {ms / 1000, ms % 1000 * 1000000};
    while (nanosleep(&left, &left) < 0 && errno == EINTR)
        continue;
}

static void await(const char *path)
{
    struct stat status;
    while (stat(path, &status) < 0)
        silent(2);
}

static void touch(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (fd >= 0)
        close(fd);
}

static int open_reports(void)
{
    const char *name = getenv("NOTIFY_SOCKET");
    if (!name || *name == '\0' || strlen(name) >= sizeof reports.address.sun_path)
        return 0;
    reports.address.sun_family = AF_UNIX;
    memcpy(reports.address.sun_path, name, strlen(name));
    if (*name == '@')
        reports.address.sun_path[0] = '\0';
    reports.address_len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(name));
    reports.fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    return reports.fd >= 0;
}

static void say(const char *text, size_t len)
{
    if (reports.fd < 0 && !open_reports())
        exit(65);
    double before_ms = now_ms();
    ssize_t sent =
        sendto(reports.fd, text, len, 0, (struct sockaddr *)&reports.address, reports.address_len);
    if (sent == (ssize_t)len)
        reports.sent++;
    else if (reports.failed++ == 0)
        reports.error = errno;
    double spent_ms = now_ms() - before_ms;
    reports.total_ms += spent_ms;
    if (spent_ms > reports.longest_ms)
        reports.longest_ms = spent_ms;
}

static void say_file(const char *path)
{
    char text[4096];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t len = fd >= 0 ? read(fd, text, sizeof text) : -1;
    if (len < 0)
        exit(65);
    close(fd);
    say(text, (size_t)len);
}

static void say_statuses(long count)
{
    for (long i = 1; i <= count; i++) {
        char text[64];
        int len = snprintf(text, sizeof text, "STATUS=message %ld of %ld", i, count);
        say(text, (size_t)len);
    }
}

static void eat(long mib)
{
    volatile char *eaten = malloc((size_t)mib << 20);
    if (!eaten)
        exit(66);
    for (size_t at = 0; at < (size_t)mib << 20; at += 1024)
        eaten[at] = 1;
}

static void tally(void)
{
    printf("{\"sent\":%ld,\"failed\":%ld,\"error\":\"%s\",\"ms\":%.3f,\"longest_ms\":%.3f}\n",
           reports.sent, reports.failed, reports.failed > 0 ? strerror(reports.error) : "",
           reports.total_ms, reports.longest_ms);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i], *value = argv[i + 1]; /* the vector ends in NULL */
        if (strcmp(word, "tally") == 0) {
            tally();
            continue;
        }
        if (!value)
            return 64;
        i++;
        if (strcmp(word, "await") == 0)
            await(value);
        else if (strcmp(word, "touch") == 0)
            touch(value);
        else if (strcmp(word, "silent") == 0)
            silent(atol(value));
        else if (strcmp(word, "status") == 0)
            say_statuses(atol(value));
        else if (strcmp(word, "say") == 0)
            say_file(value);
        else if (strcmp(word, "eat") == 0)
            eat(atol(value));
        else
            return 64;
    }
    return reports.failed > 0;
}
