/* SPDX-License-Identifier: MIT */
/* A trace is well-formed whatever goes through it, and no launch waits for it or dies of it. Owns a
 * temporary folder. */
#include "trace.h"

#include "cmocka_all.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/trace_test.XXXXXX";

static int enter_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? chdir(folder) : -1;
}

static int leave_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

static int remove_trace(void **state)
{
    (void)state;
    return unlink("trace");
}

/* What the file "trace" has, a static string. */
static const char *read_trace(void)
{
    static char text[4096];
    FILE *file = fopen("trace", "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static size_t count(const char *text, const char *part)
{
    size_t found = 0;
    for (; (text = strstr(text, part)); text++)
        found++;
    return found;
}

static void an_event_is_a_line(void **state)
{
    (void)state;
    struct trace trace;
    assert_true(trace_open(&trace, "trace", "test"));
    assert_true(trace.fd > 2);
    assert_true(fcntl(trace.fd, F_GETFD) & FD_CLOEXEC);
    trace_event(&trace, "first frame", NULL);
    trace_event(&trace, "leaving", "sign=%s n=%d ok?=%d off?=%d", "output", -7, 3, 0);
    close(trace.fd);

    const char *text = read_trace();
    static const char start[] = "[\n{\"name\":\"first frame\",\"cat\":\"test\",\"ph\":\"i\",";
    assert_int_equal(strncmp(text, start, strlen(start)), 0);
    assert_non_null(strstr(text, "\"args\":{}},\n{\"name\":\"leaving\""));
    assert_non_null(
        strstr(text, "\"args\":{\"sign\":\"output\",\"n\":-7,\"ok\":true,\"off\":false}},\n"));
    assert_int_equal(count(text, "\n"), 3);
    char pid[64];
    snprintf(pid, sizeof pid, "\"pid\":%d,\"tid\":%d,", (int)getpid(), (int)getpid());
    assert_int_equal(count(text, pid), 2);
}

static void any_string_is_json(void **state)
{
    static const struct {
        const char *text, *written;
    } table[] = {
        {"a \"b\" \\c", "a \\\"b\\\" \\\\c"},
        {"two\nlines\t", "two\\u000alines\\u0009"},
        {"\xff…\xe2", "\\ufffd…\\ufffd"},
        {"%d %s", "%d %s"},
        {"", ""},
    };

    (void)state;
    struct trace trace;
    assert_true(trace_open(&trace, "trace", "te\"st"));
    for (size_t i = 0; i < COUNT_OF(table); i++)
        trace_event(&trace, table[i].text, "text=%s", table[i].text);
    close(trace.fd);
    const char *text = read_trace();
    assert_int_equal(count(text, "\n"), COUNT_OF(table) + 1);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char start[128], end[128];
        snprintf(start, sizeof start, "{\"name\":\"%s\",\"cat\":\"te\\\"st\",", table[i].written);
        snprintf(end, sizeof end, ",\"args\":{\"text\":\"%s\"}},\n", table[i].written);
        assert_non_null(strstr(text, start));
        assert_non_null(strstr(text, end));
    }
}

static void an_event_is_never_cut(void **state)
{
    (void)state;
    struct trace trace;
    bool written_all = true;
    for (int len = 800; len < 1100; len += 7) {
        char huge[1101];
        memset(huge, 'x', sizeof huge);
        huge[len] = '\0';
        assert_true(trace_open(&trace, "trace", "test"));
        trace_event(&trace, "huge", "text=%s", huge);
        close(trace.fd);
        const char *text = read_trace();
        bool written = strcmp(text, "[\n") != 0;
        assert_true(!written || strcmp(text + strlen(text) - 5, "\"}},\n") == 0);
        assert_true(written_all || !written); /* whatever is longer is not written either */
        written_all = written_all && written;
    }
    assert_false(written_all);
}

static void an_impossible_file_is_no_trace(void **state)
{
    (void)state;
    struct trace trace;
    assert_false(trace_open(&trace, "/nonexistent/trace", "test"));
    assert_int_equal(errno, ENOENT);
    trace_event(&trace, "nothing", NULL);
    assert_int_equal(trace.fd, -1);
    assert_false(trace_open(&trace, ".", "test"));
    assert_int_equal(errno, EISDIR);
    trace_adopt(&trace, -1, "test");
    trace_event(&trace, "nothing", "n=%d", 1);
}

static void a_trace_is_begun_anew(void **state)
{
    (void)state;
    struct trace trace;
    for (int i = 0; i < 2; i++) {
        assert_true(trace_open(&trace, "trace", "test"));
        trace_event(&trace, i == 0 ? "old" : "new", NULL);
        close(trace.fd);
    }
    assert_null(strstr(read_trace(), "old"));
    assert_non_null(strstr(read_trace(), "[\n{\"name\":\"new\""));
}

static void a_trace_that_goes_on_is_added_to(void **state)
{
    (void)state;
    struct trace outer, inner;
    assert_true(trace_open(&outer, "trace", "outer"));
    trace_event(&outer, "before", NULL);
    assert_true(trace_open(&inner, "trace", "inner"));
    trace_event(&inner, "within", NULL);
    close(inner.fd);
    trace_event(&outer, "after", NULL);
    close(outer.fd);
    const char *text = read_trace();
    assert_int_equal(count(text, "[\n"), 1);
    const char *before = strstr(text, "before"), *within = strstr(text, "within");
    assert_true(before && within && before < within && within < strstr(text, "after"));
}

/* A child that came by fork has the trace as much as its parent. */
static void another_process_keeps_a_trace(void **state)
{
    (void)state;
    struct trace trace;
    int gate[2];
    assert_int_equal(pipe(gate), 0);
    assert_true(trace_open(&trace, "trace", "first"));
    trace_event(&trace, "first", NULL);
    pid_t pid = fork();
    if (pid == 0) {
        char byte;
        close(gate[1]);
        _exit(read(gate[0], &byte, 1) == 0 ? 0 : 1);
    }
    assert_true(pid > 0);
    close(gate[0]);
    close(trace.fd);
    for (int i = 0; i < 2; i++) {
        assert_true(trace_open(&trace, "trace", "second"));
        trace_event(&trace, "second", NULL);
        close(trace.fd);
        assert_int_equal(count(read_trace(), "\"cat\":\"first\""), i == 0);
        if (i == 0) {
            close(gate[1]); /* the child ends */
            waitpid(pid, NULL, 0);
        }
    }
    assert_int_equal(count(read_trace(), "\"cat\":\"second\""), 1);
}

static void a_fifo_that_nobody_reads_is_refused(void **state)
{
    (void)state;
    struct trace trace;
    assert_int_equal(mkfifo("trace", 0600), 0);
    assert_false(trace_open(&trace, "trace", "test"));
    assert_int_equal(errno, ENXIO);
    assert_int_equal(trace.fd, -1);
}

/* SIGPIPE would end this process, as it does by default. */
static void a_reader_may_leave(void **state)
{
    (void)state;
    struct trace trace;
    sigset_t pending;
    assert_int_equal(mkfifo("trace", 0600), 0);
    int reader = open("trace", O_RDONLY | O_NONBLOCK);
    assert_true(trace_open(&trace, "trace", "test"));
    char text[4] = "";
    assert_int_equal(read(reader, text, sizeof text), 2);
    assert_string_equal(text, "[\n");
    close(reader);
    for (int i = 0; i < 3; i++)
        trace_event(&trace, "nobody reads", NULL);
    sigpending(&pending);
    assert_false(sigismember(&pending, SIGPIPE));
    signal(SIGPIPE, SIG_IGN); /* there nothing is to be taken back, and nothing waited for */
    trace_event(&trace, "nobody reads", NULL);
    signal(SIGPIPE, SIG_DFL);
    close(trace.fd);
}

/* Somebody else's SIGPIPE, held back, is not ours to take. */
static void a_signal_of_another_is_left(void **state)
{
    (void)state;
    struct trace trace;
    sigset_t broken, old, pending;
    assert_int_equal(mkfifo("trace", 0600), 0);
    int reader = open("trace", O_RDONLY | O_NONBLOCK);
    assert_true(trace_open(&trace, "trace", "test"));
    close(reader);
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    sigprocmask(SIG_BLOCK, &broken, &old);
    raise(SIGPIPE);
    trace_event(&trace, "nobody reads", NULL);
    sigpending(&pending);
    assert_true(sigismember(&pending, SIGPIPE));
    signal(SIGPIPE, SIG_IGN); /* which discards it */
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &old, NULL);
    close(trace.fd);
}

/* SIGXFSZ would end this process, with a core file. */
static void a_file_may_be_at_its_limit(void **state)
{
    (void)state;
    struct trace trace;
    struct rlimit before, limit;
    sigset_t pending;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    limit = before;
    limit.rlim_cur = 0;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    bool opened_at_zero = trace_open(&trace, "trace", "test");
    int error = errno;
    limit.rlim_cur = 8;
    setrlimit(RLIMIT_FSIZE, &limit);
    bool opened_at_eight = trace_open(&trace, "trace", "test");
    for (int i = 0; i < 3; i++)
        trace_event(&trace, "too long", NULL);
    signal(SIGXFSZ, SIG_IGN); /* there nothing is to be taken back, and nothing waited for */
    trace_event(&trace, "too long", NULL);
    signal(SIGXFSZ, SIG_DFL);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(opened_at_zero);
    assert_int_equal(error, EFBIG);
    assert_true(opened_at_eight);
    sigpending(&pending);
    assert_false(sigismember(&pending, SIGXFSZ));
    close(trace.fd);
}

static void a_full_fifo_is_not_waited_for(void **state)
{
    (void)state;
    struct trace trace;
    assert_int_equal(mkfifo("trace", 0600), 0);
    int reader = open("trace", O_RDONLY | O_NONBLOCK);
    assert_true(trace_open(&trace, "trace", "test"));
    for (int i = 0; i < 10000; i++) /* more than any pipe holds */
        trace_event(&trace, "event", "n=%d", i);
    static char text[1 << 21];
    size_t len = 0;
    ssize_t piece_len;
    while ((piece_len = read(reader, text + len, sizeof text - 1 - len)) > 0)
        len += (size_t)piece_len;
    text[len] = '\0';
    assert_int_equal(count(text, "\n"), count(text, "}},\n") + 1); /* whole ones */
    assert_in_range(count(text, "\n"), 10, 9999);
    assert_int_equal(text[len - 1], '\n');
    trace_event(&trace, "room again", NULL);
    assert_true(read(reader, text, sizeof text) > 0);
    close(trace.fd);
    close(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(an_event_is_a_line, remove_trace),
        cmocka_unit_test_teardown(any_string_is_json, remove_trace),
        cmocka_unit_test_teardown(an_event_is_never_cut, remove_trace),
        cmocka_unit_test(an_impossible_file_is_no_trace),
        cmocka_unit_test_teardown(a_trace_is_begun_anew, remove_trace),
        cmocka_unit_test_teardown(a_trace_that_goes_on_is_added_to, remove_trace),
        cmocka_unit_test_teardown(another_process_keeps_a_trace, remove_trace),
        cmocka_unit_test_teardown(a_fifo_that_nobody_reads_is_refused, remove_trace),
        cmocka_unit_test_teardown(a_reader_may_leave, remove_trace),
        cmocka_unit_test_teardown(a_signal_of_another_is_left, remove_trace),
        cmocka_unit_test_teardown(a_file_may_be_at_its_limit, remove_trace),
        cmocka_unit_test_teardown(a_full_fifo_is_not_waited_for, remove_trace),
    };

    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
