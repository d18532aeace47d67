/* SPDX-License-Identifier: MIT */
/* Looking at a window's pixels for observe.c. Owns an image at a time. */
#include "pixels.h"

#include <X11/Xutil.h>
#include <png.h>
#include <stdio.h>

/* Red, green and blue: the server leaves the fourth byte undefined. */
enum { COLOUR = 0xffffff };

static XImage *grab(Display *display, Drawable drawable)
{
    Window root;
    int x, y;
    unsigned width, height, border, depth;
    if (!XGetGeometry(display, drawable, &root, &x, &y, &width, &height, &border, &depth))
        return NULL;
    XImage *image = XGetImage(display, drawable, 0, 0, width, height, AllPlanes, ZPixmap);
    if (image != NULL && image->bits_per_pixel != 32) {
        XDestroyImage(image);
        return NULL;
    }
    return image;
}

static uint32_t *row(const XImage *image, int y)
{
    return (uint32_t *)(void *)(image->data + y * image->bytes_per_line);
}

bool pixels_hash(Display *display, Drawable drawable, uint64_t *hash, bool *uniform)
{
    XImage *image = grab(display, drawable);
    if (image == NULL)
        return false;
    const uint32_t first = row(image, 0)[0] & COLOUR;
    uint64_t sum = UINT64_C(14695981039346656037);
    uint32_t others = 0;
    for (int y = 0; y < image->height; y++)
        for (int x = 0; x < image->width; x++) {
            uint32_t pixel = row(image, y)[x] & COLOUR;
            sum = (sum ^ pixel) * UINT64_C(1099511628211);
            others |= pixel ^ first;
        }
    XDestroyImage(image);
    *hash = sum;
    *uniform = others == 0;
    return true;
}

bool pixels_write(Display *display, Drawable drawable, const char *path)
{
    XImage *image = grab(display, drawable);
    if (image == NULL)
        return false;
    png_image png = {.version = PNG_IMAGE_VERSION,
                     .width = (png_uint_32)image->width,
                     .height = (png_uint_32)image->height,
                     .format = PNG_FORMAT_BGRA};
    for (int y = 0; y < image->height; y++)
        for (int x = 0; x < image->width; x++)
            row(image, y)[x] |= ~(uint32_t)COLOUR; /* opaque */
    bool written =
        png_image_write_to_file(&png, path, 0, image->data, image->bytes_per_line, NULL) != 0;
    if (!written)
        fprintf(stderr, "observe: %s: %s\n", path, png.message);
    XDestroyImage(image);
    return written;
}
