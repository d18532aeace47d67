/* SPDX-License-Identifier: MIT */
/* Whether two PNGs look alike: alike ONE OTHER. For where bytes may differ: another libdeflate
 * packs otherwise, another cairo, libm or compiler rounds otherwise, and the quantiser may then
 * choose neighbouring tones, for a twentieth of a picture even. */
#include <png.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* Of all steps by which all channels of all pixels could be off, one in so many is. Measured: of
 * our pictures as Debian 13 draws them most are off by nothing, the farthest by one in 847; of one
 * pose of the walk and the next, one in 57. */
#define SHARE 600

static png_bytep read_pixels(const char *path, png_image *image)
{
    *image = (png_image){.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_file(image, path))
        return NULL;
    image->format = PNG_FORMAT_RGBA;
    png_bytep pixels = malloc(PNG_IMAGE_SIZE(*image));
    if (pixels && png_image_finish_read(image, NULL, pixels, 0, NULL))
        return pixels;
    free(pixels);
    png_image_free(image);
    return NULL;
}

static bool look_alike(const png_byte *one, const png_byte *other, size_t len)
{
    unsigned long long off = 0, all = 255ULL * len;
    for (size_t i = 0; i < len; i++)
        off += (unsigned long long)abs(one[i] - other[i]);
    printf("%llu steps of %llu are off\n", off, all);
    return off <= all / SHARE;
}

int main(int argc, char **argv)
{
    png_image one, other;
    png_bytep ones = argc == 3 ? read_pixels(argv[1], &one) : NULL;
    png_bytep others = ones ? read_pixels(argv[2], &other) : NULL;
    bool alike = others && one.width == other.width && one.height == other.height &&
                 look_alike(ones, others, PNG_IMAGE_SIZE(one));
    free(ones);
    free(others);
    return alike ? EXIT_SUCCESS : EXIT_FAILURE;
}
