/* SPDX-License-Identifier: MIT */
/* What a program may say, and what nobody may. Owns a socket of a launch's own. */
#include "notify.h"

#include "file_count.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NOBODY   65534
#define LINGER_S 20

static void reads_what_sd_notify_sends(void **state)
{
    (void)state;
    static const struct {
        const char *packet;
        bool ready;
        const char *status;   /* NULL: none */
        int progress_percent; /* -1: none */
    } table[] = {
        {"READY=1", true, NULL, -1},
        {"READY=1\n", true, NULL, -1},
        {"READY=1\r\n", true, NULL, -1},
        {"READY=0", false, NULL, -1},
        {"READY=11", false, NULL, -1},
        {"STATUS=Loading tables…", false, "Loading tables…", -1},
        {"STATUS=a\nREADY=1\nX_OCAMLWALK_PROGRESS=0.42", true, "a", 42},
        {"STATUS=", false, "", -1},
        {"STATUS=bell\a and \x1b[31mred\x7f", false, "bell and [31mred", -1},
        {"STATUS=\xc2\x9b"
         "31m",
         false, "31m", -1}, /* the C1 form of the same */
        {"STATUS=\xff", false, NULL, -1},
        {"STATUS=\xc0\x80", false, NULL, -1},         /* overlong */
        {"STATUS=\xed\xa0\x80", false, NULL, -1},     /* surrogate */
        {"STATUS=\xf4\x90\x80\x80", false, NULL, -1}, /* beyond Unicode */
        {"STATUS=\xe2\x82", false, NULL, -1},         /* cut */
        {"X_OCAMLWALK_PROGRESS=0", false, NULL, 0},
        {"X_OCAMLWALK_PROGRESS=1", false, NULL, 100},
        {"X_OCAMLWALK_PROGRESS=1.0", false, NULL, 100},
        {"X_OCAMLWALK_PROGRESS=1.", false, NULL, 100},
        {"X_OCAMLWALK_PROGRESS=.5", false, NULL, 50},
        {"X_OCAMLWALK_PROGRESS=0.999999999999999999999999", false, NULL, 99},
        {"X_OCAMLWALK_PROGRESS=0.290000000000000000000001", false, NULL, 29},
        {"X_OCAMLWALK_PROGRESS=5e-05", false, NULL, 0},
        {"X_OCAMLWALK_PROGRESS=42E-2", false, NULL, 42},
        {"X_OCAMLWALK_PROGRESS=0.0042e+2", false, NULL, 42},
        {"X_OCAMLWALK_PROGRESS=1e99999999999", false, NULL, 100},
        {"X_OCAMLWALK_PROGRESS=1e-99999999999", false, NULL, 0},
        {"X_OCAMLWALK_PROGRESS=0e99999999999", false, NULL, 0},
        {"X_OCAMLWALK_PROGRESS=1.01", false, NULL, 100},
        {"X_OCAMLWALK_PROGRESS=2", false, NULL, 100},
        {"X_OCAMLWALK_PROGRESS=99999999999999999999", false, NULL, 100},
        {"X_OCAMLWALK_PROGRESS=-0.1", false, NULL, 0},
        {"X_OCAMLWALK_PROGRESS=-1", false, NULL, 0},
        {"X_OCAMLWALK_PROGRESS=nan", false, NULL, -1},
        {"X_OCAMLWALK_PROGRESS=inf", false, NULL, -1},
        {"X_OCAMLWALK_PROGRESS=0,42", false, NULL, 42},
        {"X_OCAMLWALK_PROGRESS=42%", false, NULL, 42},
        {"X_OCAMLWALK_PROGRESS=42.7 %", false, NULL, 42},
        {"X_OCAMLWALK_PROGRESS=0.5%", false, NULL, 0},
        {"X_OCAMLWALK_PROGRESS=120%", false, NULL, 100},
        {"X_OCAMLWALK_PROGRESS=%", false, NULL, -1},
        {"X_OCAMLWALK_PROGRESS= %", false, NULL, -1},
        {"X_OCAMLWALK_PROGRESS=1,2.3", false, NULL, -1},
        {"X_OCAMLWALK_PROGRESS=1e", false, NULL, -1},
        {"X_OCAMLWALK_PROGRESS=1e-", false, NULL, -1},
        {"X_OCAMLWALK_PROGRESS=1.2.3", false, NULL, -1},
        {"X_OCAMLWALK_PROGRESS=.", false, NULL, -1},
        {"X_OCAMLWALK_PROGRESS=-", false, NULL, -1},
        {"X_OCAMLWALK_PROGRESS=", false, NULL, -1},
        {"MAINPID=1\nWATCHDOG=1\nFDSTORE=1", false, NULL, -1},
        {"\n\n", false, NULL, -1},
        {"", false, NULL, -1},
        /* each line for itself */
        {"READY=1\nSTATUS=caf\xe9", true, NULL, -1},
        {"STATUS=good\nSTATUS=b\xe4"
         "d\nREADY=1",
         true, "good", -1},
        {"X_OCAMLWALK_PROGRESS=nan\nREADY=1", true, NULL, -1},
        {"X_OCAMLWALK_PROGRESS=0.1\nX_OCAMLWALK_PROGRESS=nan", false, NULL, 10},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct notify_message message = {0};
        notify_add(&message, table[i].packet, strlen(table[i].packet));
        assert_int_equal(message.ready, table[i].ready);
        assert_int_equal(message.has_status, table[i].status != NULL);
        if (table[i].status != NULL)
            assert_string_equal(message.status, table[i].status);
        assert_int_equal(message.has_progress, table[i].progress_percent >= 0);
        if (table[i].progress_percent >= 0)
            assert_int_equal(message.progress_percent, table[i].progress_percent);
    }
}

static void cuts_a_long_status_between_characters(void **state)
{
    (void)state;
    char packet[7 + 3 * 200 + 1] = "STATUS=";
    struct notify_message message = {0};
    for (int i = 0; i < 200; i++)
        strcat(packet, "…"); /* three bytes each */
    notify_add(&message, packet, strlen(packet));
    assert_true(message.has_status);
    assert_true(strlen(message.status) < NOTIFY_STATUS_MAX);
    assert_int_equal(strlen(message.status) % 3, 0);
}

/* C programs send the NUL along. */
static void takes_a_nul_for_an_end(void **state)
{
    (void)state;
    static const char packet[] = "STATUS=a\0READY=1";
    struct notify_message message = {0};
    notify_add(&message, packet, sizeof packet);
    assert_true(message.ready);
    assert_string_equal(message.status, "a");
}

static void refuses_oversize(void **state)
{
    (void)state;
    static char packet[NOTIFY_PACKET_MAX + 1] = "READY=1\n";
    struct notify_message message = {0};
    notify_add(&message, packet, sizeof packet);
    assert_false(message.ready);
    notify_add(&message, packet, sizeof packet - 1);
    assert_true(message.ready);
}

static void knows_its_own_address(void **state)
{
    (void)state;
    static const struct {
        const char *address;
        bool ours;
    } table[] = {
        {NULL, false},
        {"", false},
        {"/run/systemd/notify", false},
        {"@ocamlwalk-1-2", true},
        {"@other", false},
        {"/tmp/ocamlwalk-1", true},
        {"ocamlwalk-1", false},
        {"/ocamlwalk-1/notify", false},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_int_equal(notify_is_ours(table[i].address), table[i].ours);
}

/* With FD along, unless it is -1. */
static void send_along(const struct notify *notify, const char *packet, size_t packet_len, int fd)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof fd)];
    } control = {0};
    struct iovec iov = {(void *)(uintptr_t)packet, packet_len};
    struct msghdr message = {
        .msg_name = &address, .msg_namelen = sizeof address, .msg_iov = &iov, .msg_iovlen = 1};
    strcpy(address.sun_path, notify->address);
    if (address.sun_path[0] == '@') {
        address.sun_path[0] = '\0';
        message.msg_namelen =
            (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(notify->address));
    }
    if (fd >= 0) {
        message.msg_control = &control;
        message.msg_controllen = sizeof control;
        control.header = (struct cmsghdr){
            .cmsg_len = CMSG_LEN(sizeof fd), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
        memcpy(CMSG_DATA(&control.header), &fd, sizeof fd);
    }
    int sender = socket(AF_UNIX, SOCK_DGRAM, 0);
    assert_true(sender >= 0);
    assert_int_equal(sendmsg(sender, &message, 0), (int)packet_len);
    close(sender);
}

static void send_to(const struct notify *notify, const char *packet, size_t packet_len)
{
    send_along(notify, packet, packet_len, -1);
}

/* All that waits, as one message: some systems take it at once. */
static bool hear(struct notify *notify, struct notify_message *message)
{
    bool heard = notify_receive(notify, 0, message);
    struct notify_message more;
    while (notify_receive(notify, 0, &more)) {
        message->ready |= more.ready;
        if (more.has_status)
            strcpy(message->status, more.status);
        if (more.has_progress)
            message->progress_percent = more.progress_percent;
    }
    return heard;
}

static void hears_datagrams(void **state)
{
    (void)state;
    static char long_packet[2 * NOTIFY_PACKET_MAX];
    struct notify notify;
    struct notify_message message;
    assert_true(notify_open(&notify));
    assert_true(notify.fd > 2);
    assert_true(notify_is_ours(notify.address));
    assert_false(notify_receive(&notify, 0, &message));

    send_to(&notify, "STATUS=one", 10);
    memset(long_packet, '\n', sizeof long_packet);
    memcpy(long_packet, "READY=1", 7);
    send_to(&notify, long_packet, sizeof long_packet);
    send_to(&notify, "READY=1", 7);
    assert_true(hear(&notify, &message));
    assert_string_equal(message.status, "one");
    assert_true(message.ready); /* by the third: the second is too long, and dropped whole */

    send_to(&notify, long_packet, sizeof long_packet);
    assert_true(hear(&notify, &message));
    assert_false(message.ready);

    /* Of a flood the latest. */
    send_to(&notify, "STATUS=two\nX_OCAMLWALK_PROGRESS=0.1", 35);
    send_to(&notify, "STATUS=three", 12);
    send_to(&notify, "X_OCAMLWALK_PROGRESS=0.2", 24);
    assert_true(hear(&notify, &message));
    assert_string_equal(message.status, "three");
    assert_int_equal(message.progress_percent, 20);
    notify_close(&notify);
    notify_close(&notify);
    assert_false(notify_receive(&notify, 0, &message));
}

#ifdef __linux__

/* A process of another user's that says READY=1 and lives until LIFE_FD is readable. */
static pid_t start_stranger(const struct notify *notify, int life_fd)
{
    int said[2];
    char byte;
    assert_int_equal(pipe(said), 0);
    pid_t stranger = fork();
    if (stranger == 0) {
        close(said[0]);
        if (setuid(NOBODY) != 0)
            _exit(1);
        send_to(notify, "READY=1", 7);
        close(said[1]);
        _exit(read(life_fd, &byte, 1) != 1);
    }
    close(said[1]);
    assert_int_equal(read(said[0], &byte, 1), 0);
    close(said[0]);
    return stranger;
}

static void hears_the_programs_tree_and_no_stranger(void **state)
{
    (void)state;
    struct notify notify;
    struct notify_message message;
    int life[2];
    if (geteuid() != 0) {
        print_message("needs root\n");
        skip();
    }
    assert_int_equal(pipe(life), 0);
    assert_true(notify_open(&notify));
    for (int is_program = 0; is_program < 2; is_program++) {
        pid_t stranger = start_stranger(&notify, life[0]);
        assert_true(notify_receive(&notify, is_program ? stranger : getppid(), &message));
        assert_int_equal(message.ready, is_program);
        assert_int_equal(write(life[1], "!", 1), 1);
        assert_int_equal(waitpid(stranger, NULL, 0), stranger);
    }
    close(life[0]);
    close(life[1]);
    notify_close(&notify);
}

/* A process that does as an ordinary user's; what was wrong is its status. */
static int live_in(const char *folder)
{
    struct notify notify, killed, alive;
    struct notify_message message;
    if ((geteuid() == 0 && setuid(NOBODY) != 0) || !notify_open(&notify) ||
        notify.address[0] != '/')
        return 2;
    send_to(&notify, "READY=1", 7);
    if (!notify_receive(&notify, 0, &message) || !message.ready || !notify_is_ours(notify.address))
        return 3;
    notify_close(&notify);
    if (file_count(folder) != 0)
        return 4;
    /* What a process that was killed leaves is swept away, and no living one's. */
    pid_t child = fork();
    if (child == 0)
        _exit(notify_open(&killed) ? 0 : 1);
    if (waitpid(child, NULL, 0) != child || file_count(folder) != 1 || !notify_open(&alive))
        return 5;
    notify_sweep();
    if (file_count(folder) != 1)
        return 6;
    send_to(&alive, "READY=1", 7);
    notify_close(&alive);
    return file_count(folder);
}

static void lives_in_the_users_folder(void **state)
{
    (void)state;
    char folder[] = "/tmp/notify_test.XXXXXX";
    int status;
    assert_non_null(mkdtemp(folder));
    if (geteuid() == 0)
        assert_int_equal(chown(folder, NOBODY, NOBODY), 0);
    setenv("XDG_RUNTIME_DIR", folder, 1);
    pid_t user = fork();
    if (user == 0)
        _exit(live_in(folder));
    unsetenv("XDG_RUNTIME_DIR");
    assert_int_equal(waitpid(user, &status, 0), user);
    assert_int_equal(status, 0);
    assert_int_equal(rmdir(folder), 0);
}

/* A connection that has something left to send, and takes LINGER_S to be closed. Its other end is
 * *PEER_FD. */
static int open_lingering(int *peer_fd)
{
    static const char filler[65536];
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct linger linger = {1, LINGER_S};
    socklen_t len = sizeof address;
    int server = socket(AF_INET, SOCK_STREAM, 0), client = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(server, (struct sockaddr *)&address, len), 0);
    assert_int_equal(listen(server, 1), 0);
    assert_int_equal(getsockname(server, (struct sockaddr *)&address, &len), 0);
    assert_int_equal(connect(client, (struct sockaddr *)&address, len), 0);
    *peer_fd = accept(server, NULL, NULL);
    assert_true(*peer_fd >= 0);
    close(server);
    assert_int_equal(setsockopt(client, SOL_SOCKET, SO_LINGER, &linger, sizeof linger), 0);
    while (send(client, filler, sizeof filler, MSG_DONTWAIT) > 0)
        continue;
    return client;
}

static void waits_for_nothing_that_comes_along(void **state)
{
    (void)state;
    struct notify notify;
    struct notify_message message;
    struct timespec begin, end;
    int peers[3];
    assert_true(notify_open(&notify));
    for (size_t i = 0; i < sizeof peers / sizeof *peers; i++) {
        int lingering = open_lingering(&peers[i]);
        send_along(&notify, "READY=1", 7, lingering);
        close(lingering); /* the last but the one in flight */
    }
    clock_gettime(CLOCK_MONOTONIC, &begin);
    assert_true(hear(&notify, &message));
    clock_gettime(CLOCK_MONOTONIC, &end);
    assert_true(message.ready);
    assert_true(end.tv_sec - begin.tv_sec < LINGER_S / 2);
    for (size_t i = 0; i < sizeof peers / sizeof *peers; i++)
        close(peers[i]);
    notify_close(&notify);
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_sd_notify_sends),
        cmocka_unit_test(cuts_a_long_status_between_characters),
        cmocka_unit_test(takes_a_nul_for_an_end),
        cmocka_unit_test(refuses_oversize),
        cmocka_unit_test(knows_its_own_address),
        cmocka_unit_test(hears_datagrams),
#ifdef __linux__
        cmocka_unit_test(hears_the_programs_tree_and_no_stranger),
        cmocka_unit_test(lives_in_the_users_folder),
        cmocka_unit_test(waits_for_nothing_that_comes_along),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
