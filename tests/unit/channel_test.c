/* SPDX-License-Identifier: MIT */
/* Pages and replies through a socketpair of the test's own, in every size of piece. */
#include "channel.h"

#include "cmocka_all.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SENDS_MAX 100000 /* until a socket must be full */

static int fds[2]; /* the wings' end, the splash's; -1: closed */
static struct request request, heard;
static struct channel_sender sender;
static struct channel_receiver receiver;

static int open_both(void **state)
{
    (void)state;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) != 0)
        return -1;
    for (int i = 0; i < 2; i++)
        fcntl(fds[i], F_SETFL, O_NONBLOCK);
    request_init(&request);
    request_init(&heard);
    channel_init(&sender);
    receiver.fd = fds[1];
    receiver.len = 0;
    return 0;
}

static void close_end(int i)
{
    if (fds[i] >= 0)
        close(fds[i]);
    fds[i] = -1;
}

static int close_both(void **state)
{
    (void)state;
    close_end(0);
    close_end(1);
    return 0;
}

static void write_all(const char *text, size_t len)
{
    assert_int_equal(write(fds[0], text, len), len);
}

static void what_is_told_is_heard(void **state)
{
    (void)state;
    assert_int_equal(channel_receive(&receiver, &heard), CHANNEL_SAME);
    strcpy(request.title, "make");
    assert_true(channel_send(&sender, fds[0], &request));
    assert_int_equal(channel_receive(&receiver, &heard), CHANNEL_NEWS);
    assert_string_equal(heard.title, "make");
    assert_true(channel_send(&sender, fds[0], &request)); /* nothing new */
    assert_int_equal(channel_receive(&receiver, &heard), CHANNEL_SAME);
    request.title[0] = '\0';
    assert_true(channel_send(&sender, fds[0], &request));
    assert_int_equal(channel_receive(&receiver, &heard), CHANNEL_NEWS);
    assert_string_equal(heard.title, "");
}

static void a_page_comes_in_pieces(void **state)
{
    static const char text[] = "status=a\0progress=7\0\0volume=1\0";

    (void)state;
    for (size_t split = 1; split < sizeof text - 1; split++) {
        request_init(&heard);
        write_all(text, split);
        channel_receive(&receiver, &heard);
        assert_int_equal(heard.progress_percent, split > 20 ? 7 : -1);
        write_all(text + split, sizeof text - split);
        assert_int_equal(channel_receive(&receiver, &heard), CHANNEL_NEWS);
        assert_string_equal(heard.status, "a");
        assert_int_equal(heard.volume_percent, 1);
        assert_int_equal(receiver.len, 0);
    }
    for (size_t i = 0; i < sizeof text; i++) {
        bool ends = i == 20 || i == sizeof text - 1;
        write_all(text + i, 1);
        assert_int_equal(channel_receive(&receiver, &heard), ends ? CHANNEL_NEWS : CHANNEL_SAME);
    }
}

static void pages_come_together(void **state)
{
    static const char text[] = "status=a\0\0status=b\0\0title=x\0\0pro";

    (void)state;
    write_all(text, sizeof text - 1);
    assert_int_equal(channel_receive(&receiver, &heard), CHANNEL_NEWS);
    assert_string_equal(heard.status, "b");
    assert_string_equal(heard.title, "x");
    assert_int_equal(receiver.len, 3);
    write_all("gress=9\0", 9);
    assert_int_equal(channel_receive(&receiver, &heard), CHANNEL_NEWS);
    assert_int_equal(heard.progress_percent, 9);
}

/* Reads all there is, page by page, none of which may have STALE for its title. */
static void drain(const char *stale)
{
    ssize_t len;
    while ((len = read(fds[1], receiver.text + receiver.len, sizeof receiver.text - receiver.len)) >
           0) {
        receiver.len += (size_t)len;
        size_t page_len;
        while ((page_len = request_page_len(receiver.text, receiver.len)) > 0) {
            assert_true(request_decode(&heard, receiver.text, page_len));
            assert_string_not_equal(heard.title, stale);
            receiver.len -= page_len;
            memmove(receiver.text, receiver.text + page_len, receiver.len);
        }
    }
}

static void a_full_socket_gets_the_latest(void **state)
{
    (void)state;
    int i = 0;
    do
        snprintf(request.title, sizeof request.title, "%0200d", i);
    while (channel_send(&sender, fds[0], &request) && i++ < SENDS_MAX);
    assert_true(i < SENDS_MAX);
    strcpy(request.title, "stale");
    assert_false(channel_send(&sender, fds[0], &request));
    strcpy(request.title, "latest");
    assert_false(channel_send(&sender, fds[0], &request));
    drain("stale");
    assert_true(channel_send(&sender, fds[0], &request));
    drain("stale");
    assert_string_equal(heard.title, "latest");
    assert_int_equal(receiver.len, 0);
}

static struct channel_told told;

static void a_splash_that_is_gone_hears_nothing(void **state)
{
    (void)state;
    close_end(1);
    for (int i = 0; i < 3; i++) {
        request.progress_percent = i;
        assert_true(channel_send(&sender, fds[0], &request));
    }
    assert_int_equal(channel_reply(fds[0], &told), REPLY_ENDED);
    assert_int_equal(channel_reply(fds[0], &told), REPLY_ENDED);
}

static void the_end_of_the_wings_is_heard(void **state)
{
    (void)state;
    request.progress_percent = 5;
    assert_true(channel_send(&sender, fds[0], &request));
    write_all("sta", 3);
    close_end(0);
    assert_int_equal(channel_receive(&receiver, &heard), CHANNEL_CLOSED);
    assert_int_equal(channel_receive(&receiver, &heard), CHANNEL_CLOSED);
    channel_tell(&receiver, REPLY_GONE); /* nobody: no signal, no wait */
}

static void nonsense_is_the_end(void **state)
{
    (void)state;
    static char text[2 * REQUEST_PAGE_MAX];
    memset(text, 'x', sizeof text);
    write_all(text, REQUEST_PAGE_MAX - 1);
    assert_int_equal(channel_receive(&receiver, &heard), CHANNEL_SAME);
    write_all(text, 1);
    assert_int_equal(channel_receive(&receiver, &heard), CHANNEL_CLOSED);
    receiver.len = 0;
    write_all(text, sizeof text);
    assert_int_equal(channel_receive(&receiver, &heard), CHANNEL_CLOSED);
}

static void replies_come_one_by_one(void **state)
{
    static const enum reply table[] = {REPLY_SHOWN,     REPLY_WINDOW,  REPLY_RESTS,
                                       REPLY_DISMISSED, REPLY_DISPLAY, REPLY_GONE};

    (void)state;
    assert_int_equal(channel_reply(fds[0], &told), REPLY_NONE);
    for (size_t i = 0; i < COUNT_OF(table); i++)
        channel_tell(&receiver, table[i]);
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_int_equal(channel_reply(fds[0], &told), table[i]);
    assert_int_equal(channel_reply(fds[0], &told), REPLY_NONE);
}

static void a_place_comes_with_its_reply(void **state)
{
    static const struct channel_place table[] = {{0, 0}, {-1, 7}, {INT32_MAX, INT32_MIN}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        channel_tell_place(&receiver, table[i]);
        channel_tell(&receiver, REPLY_GONE);
        assert_int_equal(channel_reply(fds[0], &told), REPLY_PLACE);
        assert_int_equal(told.place.x, table[i].x);
        assert_int_equal(told.place.y, table[i].y);
        assert_int_equal(channel_reply(fds[0], &told), REPLY_GONE);
        assert_int_equal(told.place.x, table[i].x);
    }
}

static void half_a_place_is_none(void **state)
{
    (void)state;
    told.place = (struct channel_place){3, 4};
    const unsigned char half[] = {REPLY_PLACE, 1, 2, 3};
    assert_int_equal(write(fds[1], half, sizeof half), sizeof half);
    assert_int_equal(channel_reply(fds[0], &told), REPLY_NONE);
    assert_int_equal(channel_reply(fds[0], &told), REPLY_NONE);
    assert_int_equal(told.place.x, 3);
    assert_int_equal(told.place.y, 4);
}

static void a_face_comes_with_its_reply(void **state)
{
    (void)state;
    static char longest[STATE_FILE_FACE_MAX + 2];
    channel_tell_face(&receiver, "a\nb\n");
    channel_tell(&receiver, REPLY_GONE);
    assert_int_equal(channel_reply(fds[0], &told), REPLY_FACE);
    assert_int_equal(told.face_len, 4);
    assert_memory_equal(told.face, "a\nb\n", 4);
    assert_int_equal(channel_reply(fds[0], &told), REPLY_GONE);
    assert_int_equal(told.face_len, 4);
    memset(longest, 'x', STATE_FILE_FACE_MAX + 1);
    channel_tell_face(&receiver, longest);
    assert_int_equal(channel_reply(fds[0], &told), REPLY_NONE);
    longest[STATE_FILE_FACE_MAX] = '\0';
    channel_tell_face(&receiver, longest);
    assert_int_equal(channel_reply(fds[0], &told), REPLY_FACE);
    assert_int_equal(told.face_len, STATE_FILE_FACE_MAX);
    assert_memory_equal(told.face, longest, STATE_FILE_FACE_MAX);
}

static void half_a_face_is_none(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
    } table[] = {{"", 0},
                 {"\x05", 1},
                 {"\x05\x00"
                  "abcd",
                  6},
                 {"\x01\x10", 2},
                 {"\xff\xff", 2}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        unsigned char bytes[16] = {REPLY_FACE};
        memcpy(bytes + 1, table[i].bytes, table[i].len);
        told.face_len = 3;
        assert_int_equal(write(fds[1], bytes, 1 + table[i].len), 1 + table[i].len);
        assert_int_equal(channel_reply(fds[0], &told), REPLY_NONE);
        assert_int_equal(told.face_len, 0);
        assert_int_equal(channel_reply(fds[0], &told), REPLY_NONE);
    }
}

static void a_reply_of_nonsense_is_the_end(void **state)
{
    static const unsigned char table[] = {REPLY_ENDED, REPLY_ENDED + 1, 'x', 255};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        assert_int_equal(write(fds[1], &table[i], 1), 1);
        assert_int_equal(channel_reply(fds[0], &told), REPLY_ENDED);
    }
}

#define CHANNEL_TEST(function) cmocka_unit_test_setup_teardown(function, open_both, close_both)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHANNEL_TEST(what_is_told_is_heard),
        CHANNEL_TEST(a_page_comes_in_pieces),
        CHANNEL_TEST(pages_come_together),
        CHANNEL_TEST(a_full_socket_gets_the_latest),
        CHANNEL_TEST(a_splash_that_is_gone_hears_nothing),
        CHANNEL_TEST(the_end_of_the_wings_is_heard),
        CHANNEL_TEST(nonsense_is_the_end),
        CHANNEL_TEST(replies_come_one_by_one),
        CHANNEL_TEST(a_place_comes_with_its_reply),
        CHANNEL_TEST(half_a_place_is_none),
        CHANNEL_TEST(a_face_comes_with_its_reply),
        CHANNEL_TEST(half_a_face_is_none),
        CHANNEL_TEST(a_reply_of_nonsense_is_the_end),
    };

    signal(SIGPIPE, SIG_IGN); /* as both ends do */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
