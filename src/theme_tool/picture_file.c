/* SPDX-License-Identifier: MIT */
/* Writes a PNG, beside its place first. */
#include "picture_file.h"

#include <errno.h>
#include <limits.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define READABLE 0644

static bool write_png(int fd, const SDL_Surface *surface)
{
    png_image image = {
        .version = PNG_IMAGE_VERSION,
        .width = (png_uint_32)surface->w,
        .height = (png_uint_32)surface->h,
        .format = PNG_FORMAT_RGB,
    };
    FILE *file = fdopen(fd, "wb");
    if (!file) {
        close(fd);
        return false;
    }
    errno = EIO; /* what libpng says is for people that know PNG */
    bool written =
        png_image_write_to_stdio(&image, file, 0, surface->pixels, surface->pitch, NULL) != 0;
    return (fclose(file) == 0) && written;
}

bool picture_file_write(const char *path, SDL_Surface *surface)
{
    char beside[PATH_MAX];
    int len = snprintf(beside, sizeof beside, "%s.XXXXXX", path);
    if (len < 0 || (size_t)len >= sizeof beside) {
        errno = ENAMETOOLONG;
        return false;
    }
    SDL_Surface *plain = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_RGB24, 0);
    int fd = plain ? mkstemp(beside) : -1;
    if (plain && fd < 0) {
        SDL_FreeSurface(plain);
        return false;
    }
    bool may = plain && fchmod(fd, READABLE) == 0;
    if (!may && fd >= 0)
        close(fd);
    bool written = may && write_png(fd, plain);
    SDL_FreeSurface(plain);
    written = written && rename(beside, path) == 0;
    int error = plain ? errno : ENOMEM;
    if (!written && fd >= 0)
        unlink(beside);
    errno = error;
    return written;
}
