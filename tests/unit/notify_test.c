/* SPDX-License-Identifier: MIT */
/* What a program may say, and what nobody may. Owns a socket of a launch's own. */
#include "notify.h"

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void reads_what_sd_notify_sends(void **state)
{
    (void)state;
    static const struct {
        const char *packet;
        bool acceptable, ready;
        const char *status;   /* NULL: none */
        int progress_percent; /* -1: none */
    } table[] = {
        {"READY=1", true, true, NULL, -1},
        {"READY=1\n", true, true, NULL, -1},
        {"READY=0", true, false, NULL, -1},
        {"READY=11", true, false, NULL, -1},
        {"STATUS=Loading tables…", true, false, "Loading tables…", -1},
        {"STATUS=a\nREADY=1\nX_OCAMLWALK_PROGRESS=0.42", true, true, "a", 42},
        {"STATUS=", true, false, "", -1},
        {"STATUS=bell\a and \x1b[31mred\x7f", true, false, "bell and [31mred", -1},
        {"STATUS=\xc2\x9b"
         "31m",
         true, false, "31m", -1}, /* the C1 form of the same */
        {"STATUS=\xff", false, false, NULL, -1},
        {"STATUS=\xc0\x80", false, false, NULL, -1},         /* overlong */
        {"STATUS=\xed\xa0\x80", false, false, NULL, -1},     /* surrogate */
        {"STATUS=\xf4\x90\x80\x80", false, false, NULL, -1}, /* beyond Unicode */
        {"STATUS=\xe2\x82", false, false, NULL, -1},         /* cut */
        {"READY=1\nSTATUS=\xff", false, false, NULL, -1},    /* nothing of a bad packet counts */
        {"X_OCAMLWALK_PROGRESS=0", true, false, NULL, 0},
        {"X_OCAMLWALK_PROGRESS=1", true, false, NULL, 100},
        {"X_OCAMLWALK_PROGRESS=1.0", true, false, NULL, 100},
        {"X_OCAMLWALK_PROGRESS=.5", true, false, NULL, 50},
        {"X_OCAMLWALK_PROGRESS=0.999999999999999999999999", true, false, NULL, 99},
        {"X_OCAMLWALK_PROGRESS=1.01", false, false, NULL, -1},
        {"X_OCAMLWALK_PROGRESS=2", false, false, NULL, -1},
        {"X_OCAMLWALK_PROGRESS=-1", false, false, NULL, -1},
        {"X_OCAMLWALK_PROGRESS=nan", false, false, NULL, -1},
        {"X_OCAMLWALK_PROGRESS=", false, false, NULL, -1},
        {"X_OCAMLWALK_PROGRESS=99999999999999999999", false, false, NULL, -1},
        {"MAINPID=1\nWATCHDOG=1\nFDSTORE=1", true, false, NULL, -1},
        {"\n\n", true, false, NULL, -1},
        {"", false, false, NULL, -1},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct notify_message message;
        assert_int_equal(notify_parse(table[i].packet, strlen(table[i].packet), &message),
                         table[i].acceptable);
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
    struct notify_message message;
    for (int i = 0; i < 200; i++)
        strcat(packet, "…"); /* three bytes each */
    assert_true(notify_parse(packet, strlen(packet), &message));
    assert_true(strlen(message.status) < NOTIFY_STATUS_MAX);
    assert_int_equal(strlen(message.status) % 3, 0);
}

static void refuses_nul_and_oversize(void **state)
{
    (void)state;
    static char packet[NOTIFY_PACKET_MAX + 1];
    struct notify_message message;
    assert_false(notify_parse("READY=1\0", 8, &message));
    memset(packet, 'x', sizeof packet);
    assert_true(notify_parse(packet, sizeof packet - 1, &message));
    assert_false(notify_parse(packet, sizeof packet, &message));
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

static void send_to(const struct notify *notify, const char *packet, size_t packet_len)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strcpy(address.sun_path, notify->address);
    socklen_t size = sizeof address;
    if (address.sun_path[0] == '@') {
        address.sun_path[0] = '\0';
        size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(notify->address));
    }
    int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(sendto(fd, packet, packet_len, 0, (struct sockaddr *)&address, size),
                     (int)packet_len);
    close(fd);
}

/* All that waits, as one message: some systems take it at once. */
static bool hear(struct notify *notify, struct notify_message *message)
{
    bool heard = notify_receive(notify, message);
    struct notify_message more;
    while (notify_receive(notify, &more)) {
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
    assert_false(notify_receive(&notify, &message));

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
    assert_false(notify_receive(&notify, &message));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_sd_notify_sends),
        cmocka_unit_test(cuts_a_long_status_between_characters),
        cmocka_unit_test(refuses_nul_and_oversize),
        cmocka_unit_test(knows_its_own_address),
        cmocka_unit_test(hears_datagrams),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
