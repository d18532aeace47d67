/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used by the build, which makes the dark theme's camels out of the light
 * ones.
 * Owns the files while they are read and written. A print's bytes per pixel are the same in both;
 * only the palette (PLTE and tRNS, PNG specification 11.2.2 and 11.3.1) differs, and comes whole,
 * checksums and all, from a PNG that has the other one. So it needs no library. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIGNATURE_LEN = 8, FILE_LEN_MAX = 1 << 20, PATH_LEN_MAX = 4096, AROUND_DATA = 12 };

struct file {
    unsigned char data[FILE_LEN_MAX];
    size_t len;
};

static bool file_read(struct file *file, const char *path)
{
    FILE *stream = fopen(path, "rb");
    bool good;

    if (!stream)
        return false;
    file->len = fread(file->data, 1, sizeof file->data, stream);
    good = !ferror(stream) && file->len > SIGNATURE_LEN && file->len < sizeof file->data &&
           memcmp(file->data, "\x89PNG\r\n\x1a\n", SIGNATURE_LEN) == 0;
    fclose(stream);
    if (!good)
        errno = EINVAL;
    return good;
}

/* the chunk at `at` with its length, name and checksum; 0: the file ends in the middle of it */
static size_t chunk_len(const struct file *file, size_t at)
{
    const unsigned char *len = file->data + at;

    if (at + AROUND_DATA > file->len)
        return 0;
    size_t whole =
        ((size_t)len[0] << 24 | (size_t)len[1] << 16 | (size_t)len[2] << 8 | len[3]) + AROUND_DATA;
    return at + whole > file->len ? 0 : whole;
}

/* the chunk that bears the same name as `name`; NULL: there is none */
static const unsigned char *chunk_find(const struct file *file, const unsigned char *name,
                                       size_t *len)
{
    for (size_t at = SIGNATURE_LEN; (*len = chunk_len(file, at)) > 0; at += *len) {
        if (memcmp(file->data + at + 4, name, 4) == 0)
            return file->data + at;
    }
    return NULL;
}

static bool tint(const struct file *palette, const struct file *print, FILE *out)
{
    size_t len;

    fwrite(print->data, 1, SIGNATURE_LEN, out);
    for (size_t at = SIGNATURE_LEN; (len = chunk_len(print, at)) > 0; at += len) {
        const unsigned char *chunk = print->data + at, *other = NULL;
        size_t other_len = 0;

        if (memcmp(chunk + 4, "PLTE", 4) == 0 || memcmp(chunk + 4, "tRNS", 4) == 0) {
            other = chunk_find(palette, chunk + 4, &other_len);
            if (!other || other_len != len) { /* other colours: not a print of ours */
                errno = EINVAL;
                return false;
            }
        }
        fwrite(other ? other : chunk, 1, len, out);
    }
    return !ferror(out);
}

static bool tint_file(const struct file *palette, const char *from, const char *folder)
{
    static struct file print;
    const char *slash = strrchr(from, '/');
    char path[PATH_LEN_MAX];
    FILE *out;
    bool good;

    snprintf(path, sizeof path, "%s/%s", folder, slash ? slash + 1 : from);
    if (!file_read(&print, from) || !(out = fopen(path, "wb")))
        return false;
    good = tint(palette, &print, out);
    good = fclose(out) == 0 && good;
    if (!good)
        remove(path);
    return good;
}

int main(int argc, char **argv)
{
    static struct file palette;

    if (argc < 3) {
        fputs("usage: tint PALETTE.png FOLDER PRINT.png...\n"
              "Copies the prints into FOLDER with the palette of PALETTE.png.\n",
              stderr);
        return 2;
    }
    if (!file_read(&palette, argv[1])) {
        fprintf(stderr, "tint: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    for (int i = 3; i < argc; i++) {
        if (!tint_file(&palette, argv[i], argv[2])) {
            fprintf(stderr, "tint: %s: %s\n", argv[i], strerror(errno));
            return 1;
        }
    }
    return 0;
}
