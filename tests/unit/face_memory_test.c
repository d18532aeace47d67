/* SPDX-License-Identifier: MIT */
/* What is remembered of a face holds as long as all that it was found by is as it was. */
#include "face_memory.h"

#include "cmocka_all.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct face_wish wish = {.families = "DejaVu Sans, serif", .size_px = 11};
static const struct face face = {.path = "/usr/share/fonts/a b.ttf", .index = 3, .load_flags = -7};
static char folder[] = "/tmp/face-memory-XXXXXX";
static char conf[PATH_MAX], absent[PATH_MAX], sources[FACE_SOURCES_MAX], text[FACE_MEMORY_MAX];

static void write_file(const char *path, const char *content)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, S_IRUSR | S_IWUSR);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, content, strlen(content)), strlen(content));
    close(fd);
}

static int make_sources(void **state)
{
    (void)state;
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(conf, sizeof conf, "%s/fonts.conf", folder);
    snprintf(absent, sizeof absent, "%s/absent.conf", folder);
    write_file(conf, "<fontconfig/>");
    snprintf(sources, sizeof sources, "/etc\n%s\n%s\n%s\n", folder, conf, absent);
    setenv("FC_LANG", "en", 1);
    return face_memory_write(&wish, &face, sources, text) == strlen(text) ? 0 : -1;
}

static int remove_sources(void **state)
{
    (void)state;
    unlink(conf);
    unlink(absent);
    return rmdir(folder);
}

static bool holds(const struct face_wish *asked)
{
    struct face found;
    if (!face_memory_read(text, asked, &found))
        return false;
    assert_string_equal(found.path, face.path);
    assert_int_equal(found.index, face.index);
    assert_int_equal(found.load_flags, face.load_flags);
    return true;
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    assert_true(holds(&wish));
    assert_null(strstr(text, absent)); /* but its name, for it is beside the one before */
    assert_non_null(strstr(text, "\nabsent.conf\n"));
}

static void another_wish_is_not_remembered(void **state)
{
    static const struct face_wish table[] = {
        {.families = "DejaVu Sans", .size_px = 11},
        {.families = "DejaVu Sans, serif, sans", .size_px = 11},
        {.families = "DejaVu Sans, serif", .size_px = 1},
        {.families = "DejaVu Sans, serif", .size_px = 111},
        {.path = "DejaVu Sans, serif", .families = "DejaVu Sans, serif", .size_px = 11},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_false(holds(&table[i]));
}

static void it_holds_until_something_changes(void **state)
{
    (void)state;
    static const struct timespec old[2] = {{1000000000, 1}, {1000000000, 1}};
    write_file(conf, "<fontconfig> </fontconfig>");
    assert_false(holds(&wish));
    assert_true(face_memory_write(&wish, &face, sources, text) > 0);
    assert_int_equal(utimensat(AT_FDCWD, conf, old, 0), 0); /* the same length, another time */
    assert_false(holds(&wish));
    assert_true(face_memory_write(&wish, &face, sources, text) > 0);
    write_file(absent, "");
    assert_int_equal(utimensat(AT_FDCWD, folder, old, 0), 0);
    assert_false(holds(&wish));
    assert_true(face_memory_write(&wish, &face, sources, text) > 0);
    unlink(absent);
    assert_int_equal(utimensat(AT_FDCWD, folder, old, 0), 0);
    assert_false(holds(&wish));
}

static void it_holds_for_its_environment(void **state)
{
    static const char *const names[] = {"HOME", "XDG_CONFIG_HOME", "FONTCONFIG_FILE", "FC_LANG"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *value = getenv(names[i]);
        char before[PATH_MAX];
        snprintf(before, sizeof before, "%s", value ? value : "");
        setenv(names[i], "/elsewhere", 1);
        assert_false(holds(&wish));
        if (value)
            setenv(names[i], before, 1);
        else
            unsetenv(names[i]);
        assert_true(holds(&wish));
    }
}

static void damage_is_seen(void **state)
{
    (void)state;
    size_t len = strlen(text);
    for (size_t i = 0; i < len; i++) {
        char byte = text[i];
        text[i] = byte == 'x' ? 'y' : 'x';
        assert_false(holds(&wish));
        text[i] = '\0'; /* cut */
        assert_false(holds(&wish));
        text[i] = byte;
    }
    assert_true(holds(&wish));
}

static void what_has_no_room_is_not_written(void **state)
{
    (void)state;
    static const struct face_wish broken = {.families = "a\nb", .size_px = 1};
    static const struct face torn = {.path = "/a\nb"};
    static char many[FACE_SOURCES_MAX], families[FACE_MEMORY_MAX];
    assert_int_equal(face_memory_write(&broken, &face, sources, text), 0);
    assert_int_equal(face_memory_write(&wish, &torn, sources, text), 0);
    assert_int_equal(face_memory_write(&wish, &face, "", text), 0);
    assert_int_equal(face_memory_write(&wish, &face, "relative\n", text), 0);
    for (int count = 0; strlen(many) < 2 * FACE_MEMORY_MAX; count++) {
        size_t len = face_memory_write(&wish, &face, many[0] ? many : "/\n", text);
        assert_true(len < FACE_MEMORY_MAX);
        assert_true(len == 0 || (len == strlen(text) && holds(&wish)));
        snprintf(many + strlen(many), sizeof many - strlen(many), "/a folder%d/of fonts\n", count);
    }
    assert_int_equal(face_memory_write(&wish, &face, many, text), 0);
    memset(families, 'x', sizeof families - 1);
    assert_int_equal(face_memory_write(&(struct face_wish){.families = families, .size_px = 1},
                                       &face, sources, text),
                     0);
}

static void it_is_recalled_from_the_users_state(void **state)
{
    (void)state;
    char below[sizeof folder + sizeof "/ocamlwalk"], path[sizeof below + sizeof "/face"];
    struct face found;
    setenv("XDG_STATE_HOME", folder, 1);
    snprintf(below, sizeof below, "%s/ocamlwalk", folder);
    snprintf(path, sizeof path, "%s/face", below);
    assert_false(face_memory_recall(&wish, &found));
    assert_int_equal(mkdir(below, S_IRWXU), 0);
    assert_true(face_memory_write(&wish, &face, conf, text) > 0);
    write_file(path, text);
    assert_true(face_memory_recall(&wish, &found));
    assert_string_equal(found.path, face.path);
    chmod(path, S_IRUSR | S_IWUSR | S_IWOTH); /* anybody's word */
    assert_false(face_memory_recall(&wish, &found));
    unlink(path);
    rmdir(below);
}

#define FACE_TEST(function) cmocka_unit_test_setup_teardown(function, make_sources, remove_sources)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FACE_TEST(what_is_written_is_read),
        FACE_TEST(another_wish_is_not_remembered),
        FACE_TEST(it_holds_until_something_changes),
        FACE_TEST(it_holds_for_its_environment),
        FACE_TEST(damage_is_seen),
        FACE_TEST(what_has_no_room_is_not_written),
        FACE_TEST(it_is_recalled_from_the_users_state),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
