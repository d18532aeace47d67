/* SPDX-License-Identifier: MIT */
/* A settings manager for one display (XSETTINGS 0.5), with integers only: says "ready", and stays
 * until it is killed. Owns the selection and the property.
 *
 *     settings Gdk/WindowScalingFactor 2 Xft/DPI 196608 */
#include <X11/Xlib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BYTES_MAX 1024

static struct {
    uint8_t bytes[BYTES_MAX];
    size_t len;
} settings;

static void put(uint32_t value, size_t len)
{
    for (size_t i = 0; i < len; i++)
        settings.bytes[settings.len++] = (uint8_t)(value >> 8 * i);
}

static void put_integer(const char *name, uint32_t value)
{
    size_t len = strlen(name);
    put(0, 2); /* an integer */
    put((uint32_t)len, 2);
    memcpy(settings.bytes + settings.len, name, len);
    settings.len += (len + 3) & ~(size_t)3;
    put(0, 4); /* serial */
    put(value, 4);
}

int main(int argc, char **argv)
{
    Display *display = XOpenDisplay(NULL);
    char selection[24];
    if (!display)
        return 1;
    put(0, 8); /* little endian, serial */
    put((uint32_t)(argc - 1) / 2, 4);
    for (int i = 1; i + 1 < argc && settings.len + strlen(argv[i]) + 16 < BYTES_MAX; i += 2)
        put_integer(argv[i], (uint32_t)strtoul(argv[i + 1], NULL, 0));
    Window manager = XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, 1, 1, 0, 0, 0);
    Atom property = XInternAtom(display, "_XSETTINGS_SETTINGS", False);
    XChangeProperty(display, manager, property, property, 8, PropModeReplace, settings.bytes,
                    (int)settings.len);
    snprintf(selection, sizeof selection, "_XSETTINGS_S%d", DefaultScreen(display));
    XSetSelectionOwner(display, XInternAtom(display, selection, False), manager, CurrentTime);
    XSync(display, False);
    puts("ready");
    fflush(stdout);
    for (;;)
        pause();
}
