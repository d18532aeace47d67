/* SPDX-License-Identifier: MIT */
/* Looked at only as far as its first bytes: whoever plays it knows the rest. */
#include "soundtrack_file.h"

#include "complaint.h"
#include "raster_file.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_LEN_MAX (64 << 20)

bool soundtrack_file_copy(const char *path, const char *folder, char name[SOUNDTRACK_NAME_MAX])
{
    size_t len;
    uint8_t *bytes = raster_file_bytes(path, FILE_LEN_MAX, &len);
    if (!bytes)
        return false;
    bool wav = len >= 12 && memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WAVE", 4) == 0;
    bool ogg = len >= 4 && memcmp(bytes, "OggS", 4) == 0;
    char copy[PATH_MAX];
    snprintf(name, SOUNDTRACK_NAME_MAX, "soundtrack.%s", wav ? "wav" : "ogg");
    int copy_len = snprintf(copy, sizeof copy, "%s/%s", folder, name);
    bool good = wav || ogg || complain("%s: neither WAV nor Ogg", path);
    if (good && copy_len > 0 && (size_t)copy_len < sizeof copy) {
        FILE *file = fopen(copy, "we");
        good = file && fwrite(bytes, 1, len, file) == len;
        good = file && fclose(file) == 0 && good;
        if (!good)
            complain("%s: %s", copy, strerror(errno));
    }
    free(bytes);
    return good;
}
