/* SPDX-License-Identifier: MIT */
/* Tests: a server is one when a socket of its own listens. */
#include "listening.h"

#include "child_program.h"
#include "cmocka_all.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int bound(int family)
{
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    snprintf(local.sun_path + 1, sizeof local.sun_path - 1, "ocamlwalk-test-%d", (int)getpid());
    struct sockaddr_in inet = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr_in6 inet6 = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int result = family == AF_UNIX   ? bind(fd, (struct sockaddr *)&local, sizeof local)
                 : family == AF_INET ? bind(fd, (struct sockaddr *)&inet, sizeof inet)
                                     : bind(fd, (struct sockaddr *)&inet6, sizeof inet6);
    return result == 0 ? fd : -1;
}

struct server {
    int family; /* 0: it has no socket */
    bool listens;
};

static bool serves(const void *data)
{
    const struct server *server = data;
    int fd = server->family ? bound(server->family) : -1;
    return !server->listens || listen(fd, 1) == 0;
}

/* A program that has bound a socket of FAMILY in a child of its own (0: none), and listens on it if
 * LISTENS. */
static pid_t start(int family, bool listens)
{
    return child_program_start(serves, &(struct server){family, listens});
}

static bool is_seen(pid_t program)
{
    struct listening listening = {0};
    return listening_seen(&listening, program, 1000);
}

static void sockets_that_listen_are_seen(void **state)
{
    static const struct {
        int family;
        bool listens;
    } table[] = {{AF_INET, true},  {AF_INET6, true}, {AF_UNIX, true},
                 {AF_INET, false}, {AF_UNIX, false}, {0, false}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        int probe = table[i].family ? bound(table[i].family) : -1;
        if (probe < 0 && table[i].family == AF_INET6)
            continue; /* a machine without it */
        close(probe);
        pid_t program = start(table[i].family, table[i].listens);
        assert_int_equal(is_seen(program), table[i].listens);
        child_program_stop(program);
    }
}

static void what_it_was_started_with_does_not_count(void **state)
{
    (void)state;
    int fd = bound(AF_INET);
    assert_true(fd >= 0);
    assert_int_equal(listen(fd, 1), 0);
    pid_t program = start(0, false);
    assert_false(is_seen(program));
    child_program_stop(program);
    program = start(AF_UNIX, true); /* beside one of its own */
    assert_true(is_seen(program));
    child_program_stop(program);
    close(fd);
}

static void a_line_tells_of_a_socket(void **state)
{
    static const struct {
        const char *line;
        bool is_local;
        uint64_t inode;
    } table[] = {
        {"   0: 0100007F:0277 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        "
         "0 "
         "17234 1 0000000000000000 100 0 0 10 0",
         false, 17234},
        {"   1: 0100007F:0277 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        "
         "0 "
         "17235 1 0000000000000000 20 4 30 10 -1",
         false, 0}, /* established */
        {"   0: 00000000000000000000000001000000:0277 00000000000000000000000000000000:0000 0A "
         "00000000:00000000 00:00000000 00000000  1000        0 99 1",
         false, 99},
        {"0000000000000000: 00000002 00000000 00010000 0001 01 24680 /run/a b.sock", true, 24680},
        {"0000000000000000: 00000003 00000000 00000000 0001 03 24681 /run/x", true, 0},
        {"Num       RefCount Protocol Flags    Type St Inode Path", true, 0},
        {"  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid", false,
         0},
        {"", false, 0},
        {"    ", true, 0},
        {"0: 1 2 0A", false, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_int_equal(listening_parse(table[i].line, table[i].is_local), table[i].inode);
}

/* A machine with more sockets than one read(2) tells of. */
static void the_last_of_many_is_seen(void **state)
{
    int others[64];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(others); i += 2)
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, &others[i]), 0);
    pid_t program = start(AF_UNIX, true);
    assert_true(is_seen(program));
    child_program_stop(program);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        close(others[i]);
}

static void looking_takes_little_of_the_time(void **state)
{
    struct listening listening = {0};
    (void)state;
    assert_false(listening_seen(&listening, 0, 0)); /* nobody */
    assert_int_equal(listening.due_ms, 0);
    pid_t program = start(0, false);
    assert_false(listening_seen(&listening, program, 1000));
    assert_true(listening.due_ms >= 1000);
    listening.due_ms = 2000;
    child_program_stop(program);
    program = start(AF_INET, true);
    assert_false(listening_seen(&listening, program, 1999));
    assert_true(listening_seen(&listening, program, 2000));
    child_program_stop(program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sockets_that_listen_are_seen),
        cmocka_unit_test(what_it_was_started_with_does_not_count),
        cmocka_unit_test(a_line_tells_of_a_socket),
        cmocka_unit_test(the_last_of_many_is_seen),
        cmocka_unit_test(looking_takes_little_of_the_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
