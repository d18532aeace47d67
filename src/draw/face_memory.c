/* SPDX-License-Identifier: MIT */
/* The text of a face: a head with a sum, then lines of the wish, of the face, and of each source.
 * Of a source in the folder of the one before it only the name is there. */
#include "face_memory.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define HEAD     "ocamlwalk face 1 "
#define SUM_LEN  16
#define HEAD_LEN (sizeof HEAD - 1 + SUM_LEN + 1) /* with its line feed */

#ifdef __APPLE__
#define st_mtim st_mtimespec
#endif

/* --- The sum, FNV-1a of 64 bits: Fowler, Noll, Vo --------------------------------------------- */

#define SUM_BEGIN UINT64_C(0xcbf29ce484222325)
#define SUM_PRIME UINT64_C(0x100000001b3)

static uint64_t add(uint64_t sum, const void *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        sum = (sum ^ ((const unsigned char *)bytes)[i]) * SUM_PRIME;
    return sum;
}

/* How PATH is now; that it is not there is told by zeros. */
static uint64_t add_state(uint64_t sum, const char *path)
{
    struct stat status;
    int64_t words[4] = {0};
    if (stat(path, &status) == 0) {
        words[0] = (int64_t)status.st_mtim.tv_sec;
        words[1] = (int64_t)status.st_mtim.tv_nsec;
        words[2] = (int64_t)status.st_size;
        words[3] = (int64_t)status.st_ino;
    }
    return add(sum, words, sizeof words);
}

/* Where fontconfig looks. */
static uint64_t add_environment(uint64_t sum)
{
    static const char *const names[] = {"HOME",
                                        "XDG_CONFIG_HOME",
                                        "XDG_DATA_HOME",
                                        "XDG_DATA_DIRS",
                                        "FONTCONFIG_FILE",
                                        "FONTCONFIG_PATH",
                                        "FONTCONFIG_SYSROOT",
                                        "FC_LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        sum = add(sum, value ? value : "", value ? strlen(value) + 1 : 0);
        sum = add(sum, "=", 1);
    }
    return sum;
}

/* The path of the source on LINE into PATH, where the one before it stands. False: too long. */
static bool expand(const char *line, size_t len, char path[PATH_MAX])
{
    char *slash = strrchr(path, '/');
    size_t folder_len = line[0] == '/' || !slash ? 0 : (size_t)(slash + 1 - path);
    if (folder_len + len >= PATH_MAX)
        return false;
    memcpy(path + folder_len, line, len);
    path[folder_len + len] = '\0';
    return true;
}

/* The sum of TABLE, which are the lines behind the head, and of what they name. */
static uint64_t sum_of(const char *table)
{
    char path[PATH_MAX] = "";
    uint64_t sum = add_environment(add(SUM_BEGIN, table, strlen(table)));
    for (int i = 0; *table; i++) {
        size_t len = strcspn(table, "\n");
        if (i >= 2 && expand(table, len, path)) /* behind those of wish and face */
            sum = add_state(sum, path);
        table += len + (table[len] == '\n');
    }
    return sum;
}

/* --- Lines ------------------------------------------------------------------------------------ */

/* The length of the wish's line in LINE, of SIZE bytes; below 0: there is no room. */
static int write_wish(const struct face_wish *wish, char *line, size_t size)
{
    int len = snprintf(line, size, "%d %s %s\n", wish->size_px, wish->path ? "file" : "families",
                       wish->path ? wish->path : wish->families);
    return len > 0 && (size_t)len < size ? len : -1;
}

/* The face on LINE, of LEN bytes. */
static bool read_face(const char *line, size_t len, struct face *face)
{
    int path_at = 0;
    if (sscanf(line, "%d %" SCNd32 " %n", &face->index, &face->load_flags, &path_at) != 2 ||
        path_at <= 0 || (size_t)path_at >= len || len - (size_t)path_at >= sizeof face->path)
        return false;
    memcpy(face->path, line + path_at, len - (size_t)path_at);
    face->path[len - (size_t)path_at] = '\0';
    return face->path[0] == '/';
}

bool face_memory_read(const char *text, const struct face_wish *wish, struct face *face)
{
    char line[FACE_MEMORY_MAX], sum[SUM_LEN + 1];
    if (strncmp(text, HEAD, sizeof HEAD - 1) != 0 || strlen(text) <= HEAD_LEN ||
        text[HEAD_LEN - 1] != '\n')
        return false;
    const char *table = text + HEAD_LEN;
    int wish_len = write_wish(wish, line, sizeof line);
    if (wish_len < 0 || strncmp(table, line, (size_t)wish_len) != 0)
        return false;
    snprintf(sum, sizeof sum, "%016" PRIx64, sum_of(table));
    return strncmp(text + sizeof HEAD - 1, sum, SUM_LEN) == 0 &&
           read_face(table + wish_len, strcspn(table + wish_len, "\n"), face);
}

bool face_memory_recall(const struct face_wish *wish, struct face *face)
{
    char text[FACE_MEMORY_MAX + 1];
    return state_file_read(STATE_FILE_FACE, text, sizeof text) &&
           face_memory_read(text, wish, face);
}

/* SOURCES to TABLE, of SIZE bytes. Returns their length, or SIZE, if that is too short or one is no
 * absolute path. */
static size_t write_sources(const char *sources, char *table, size_t size)
{
    size_t len = 0, last_folder_len = 0;
    const char *last = "";
    while (*sources) {
        size_t path_len = strcspn(sources, "\n"), folder_len = path_len;
        while (folder_len > 0 && sources[folder_len - 1] != '/')
            folder_len--;
        bool beside = folder_len == last_folder_len && folder_len < path_len &&
                      strncmp(sources, last, folder_len) == 0;
        size_t from = beside ? folder_len : 0, needed = path_len - from + 1;
        if (sources[0] != '/' || len + needed >= size)
            return size;
        memcpy(table + len, sources + from, needed - 1);
        table[len + needed - 1] = '\n';
        len += needed;
        last = sources;
        last_folder_len = folder_len;
        sources += path_len + (sources[path_len] == '\n');
    }
    table[len] = '\0';
    return len;
}

size_t face_memory_write(const struct face_wish *wish, const struct face *face, const char *sources,
                         char *text)
{
    char *table = text + HEAD_LEN;
    const size_t size = FACE_MEMORY_MAX - HEAD_LEN;
    if (strchr(wish->path ? wish->path : wish->families, '\n') || strchr(face->path, '\n') ||
        !sources[0])
        return 0;
    int wish_len = write_wish(wish, table, size);
    if (wish_len < 0)
        return 0;
    size_t len = (size_t)wish_len, left = size - len;
    int face_len = snprintf(table + len, left, "%d %" PRId32 " %s\n", face->index, face->load_flags,
                            face->path);
    if (face_len < 0 || (size_t)face_len >= left)
        return 0;
    len += (size_t)face_len;
    size_t sources_len = write_sources(sources, table + len, size - len);
    if (sources_len == size - len)
        return 0;
    snprintf(text, HEAD_LEN, HEAD "%016" PRIx64, sum_of(table));
    table[-1] = '\n';
    return HEAD_LEN + len + sources_len;
}
